package dev.hearth.gateway.jupyter.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.gateway.kernel.ExecutionState;
import dev.hearth.gateway.kernel.KernelVoice;
import dev.hearth.gateway.kernel.TestKernel;
import dev.hearth.gateway.kernel.journal.MemoryJournal;
import org.junit.jupiter.api.Test;

class VoicesTest {
  private final MemoryJournal journal = new MemoryJournal();
  private final TestKernel kernel = new TestKernel(journal);

  @Test
  void theGatewaySpeaksInTheSessionOfTheKernelsNewestMessage() {
    journal.append(0, new KernelVoice("first").status(ExecutionState.IDLE, KernelVoice.NO_PARENT));
    journal.append(0, new KernelVoice("newest").status(ExecutionState.IDLE, KernelVoice.NO_PARENT));

    assertThat(Voices.of(kernel).session()).isEqualTo("newest");
  }

  @Test
  void aKernelThatHasSaidNothingYetHasAVoiceOfItsOwnThatStays() {
    String session = Voices.of(kernel).session();

    assertThat(session).isNotEmpty().isEqualTo(Voices.of(kernel).session());
    assertThat(Voices.of(new TestKernel(journal)).session()).isNotEqualTo(session);
  }
}
