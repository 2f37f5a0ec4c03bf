package dev.hearth.gateway.jupyter.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.gateway.kernel.ExecutionState;
import dev.hearth.gateway.kernel.KernelVoice;
import dev.hearth.gateway.kernel.Requests;
import dev.hearth.gateway.kernel.TestKernel;
import dev.hearth.gateway.kernel.journal.MemoryJournal;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Complete;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartPositionTest {
  private static final KernelVoice KERNEL = new KernelVoice("kernel");
  private static final Optional<String> NONE = Optional.empty();

  private final MemoryJournal journal = new MemoryJournal();
  private final TestKernel kernel = new TestKernel(journal);

  @Test
  void aNewClientOfAnIdleKernelBeginsAtTheEnd() {
    cell(10, true);

    assertThat(start(Optional.of("new"), NONE, true, false).after()).isEqualTo(12);
  }

  @Test
  void aNewClientBeginsAtTheFirstMessageOfTheRunningCell() {
    cell(10, true);
    MessageParts running = cell(1000, false);
    kernel.in(ExecutionState.BUSY);

    StartPosition start = start(Optional.of("new"), NONE, true, false);

    assertThat(start.after()).isEqualTo(12);
    assertThat(start.owners()).containsExactly(running.parseHeader().session());
  }

  @Test
  void aClientWithoutASessionThatReturnsInTheMiddleOfACellResumes() {
    cell(10, true);
    cell(1000, false);
    kernel.in(ExecutionState.BUSY);
    journal.confirm(StartPosition.SESSIONLESS, 500);

    assertThat(start(NONE, NONE, true, false).after()).isEqualTo(500);
    assertThat(start(NONE, NONE, false, false).after()).isEqualTo(12);
  }

  @Test
  void anInterruptBesideTheRunningCellHidesItNot() {
    cell(10, true);
    cell(5, false);
    MessageParts interrupt = Requests.interrupt();
    journal.append(0, KERNEL.status(ExecutionState.BUSY, interrupt.header()));
    journal.append(0, KERNEL.status(ExecutionState.IDLE, interrupt.header()));
    kernel.in(ExecutionState.BUSY);

    assertThat(start(NONE, NONE, true, false).after()).isEqualTo(12);
  }

  @Test
  void aCompletionBesideTheRunningCellHidesNothingOfIt() {
    cell(10, true);
    MessageParts running = cell(5, false);
    MessageParts question = Requests.shell(new Complete.Request("x", 1));
    journal.append(0, KERNEL.status(ExecutionState.BUSY, question.header()));
    journal.append(0, KERNEL.status(ExecutionState.IDLE, question.header()));
    journal.append(0, KERNEL.status(ExecutionState.BUSY, running.header()));
    kernel.in(ExecutionState.BUSY);

    assertThat(start(NONE, NONE, true, false).after()).isEqualTo(12);
  }

  @Test
  void aKernelThatHasRestartedRunsNothingOfItsEarlierLife() {
    cell(5, false);
    journal.append(0, KERNEL.status(ExecutionState.STARTING, MessageParts.emptyObject()));
    kernel.in(ExecutionState.BUSY);

    assertThat(start(NONE, NONE, true, false).after()).isEqualTo(journal.lastNumber());
  }

  @Test
  void aKnownClientBeginsAfterWhatItHasConfirmed() {
    cell(10, true);
    journal.confirm("known", 4);
    kernel.in(ExecutionState.BUSY);

    assertThat(start(Optional.of("known"), NONE, true, false).after()).isEqualTo(4);
  }

  @Test
  void aClientThatNamesItsLastMessageBeginsAfterThat() {
    cell(1000, true);
    journal.confirm("known", 4);
    ByteBuffer frame = KERNEL.stderr("named", MessageParts.emptyObject());
    long number = journal.append(0, frame);
    cell(1000, true);
    String id = V1Frame.parse(frame).peekHeader().msgId();

    assertThat(start(Optional.of("known"), Optional.of(id), true, false).after()).isEqualTo(number);
    assertThat(start(Optional.of("new"), Optional.of(id), true, false).after()).isEqualTo(number);
  }

  @Test
  void aNameThatNobodyKnowsIsIgnored() {
    cell(10, true);
    journal.confirm("known", 4);

    assertThat(start(Optional.of("known"), Optional.of("no"), true, false).after()).isEqualTo(4);
  }

  @Test
  void aClientWithoutASessionThatWasCutOffGetsWhatACellPrintedMeanwhile() {
    MessageParts cell = cell(10, true);
    journal.append(
        0, KERNEL.say(Channel.SHELL, new Execute.Reply(1, Map.of(), List.of()), cell.header()));
    journal.confirm(StartPosition.SESSIONLESS, 4);

    assertThat(start(NONE, NONE, true, true).after()).isEqualTo(4);
    assertThat(start(NONE, NONE, true, true).owners())
        .containsExactly(cell.parseHeader().session());
    assertThat(start(NONE, NONE, true, false).after()).isEqualTo(13);
    assertThat(start(Optional.of("new"), NONE, true, true).after()).isEqualTo(13);
  }

  private StartPosition start(
      Optional<String> session, Optional<String> lastSeen, boolean alone, boolean cutOff) {
    return StartPosition.find(kernel, new StartPosition.Newcomer(session, lastSeen, alone, cutOff));
  }

  private MessageParts cell(int lines, boolean finished) {
    MessageParts request = Requests.execute("x");
    journal.append(0, KERNEL.status(ExecutionState.BUSY, request.header()));
    for (int i = 0; i < lines; i++) {
      journal.append(0, KERNEL.stderr("line", request.header()));
    }
    if (finished) {
      journal.append(0, KERNEL.status(ExecutionState.IDLE, request.header()));
    }
    return request;
  }
}
