package dev.hearth.gateway.kernel.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.kernel.ExecutionState;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.KernelId;
import dev.hearth.gateway.kernel.KernelRecord;
import dev.hearth.gateway.kernel.KernelVoice;
import dev.hearth.gateway.kernel.Requests;
import dev.hearth.gateway.kernel.StartKernel;
import dev.hearth.gateway.kernel.TestSpecs;
import dev.hearth.gateway.kernel.Transcript;
import dev.hearth.gateway.kernel.journal.MemoryJournal;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Comm;
import dev.hearth.protocol.message.Complete;
import dev.hearth.protocol.message.Display;
import dev.hearth.protocol.message.IsComplete;
import dev.hearth.protocol.message.KernelInfo;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.MessageParts;
import dev.hearth.protocol.message.Stdin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EchoKernelTest {
  private static final Principal ADA = new Principal("ada", TeamName.LOCAL);

  private final MemoryJournal journal = new MemoryJournal();
  private final Kernel kernel = start();

  private Kernel start() {
    Kernel started =
        new EchoEngine()
            .start(
                new StartKernel(
                    "echo", Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), ADA),
                TestSpecs.echo(),
                KernelId.random(),
                journal);
    await().until(() -> started.status().state() == ExecutionState.IDLE);
    return started;
  }

  @AfterEach
  void end() {
    kernel.shutdown("deleted").toCompletableFuture().join();
  }

  @Test
  void aCellIsItsOwnResult() {
    MessageParts request = Requests.execute("hello\nworld");

    assertThat(run(request))
        .containsExactly("busy", "execute_input 1", "execute_result", "execute_reply ok 1", "idle");
    assertThat(Transcript.messages(journal))
        .extracting(Message::content)
        .contains(new Display.Result(1, Map.of("text/plain", "hello\nworld"), Map.of(), Map.of()));
  }

  @Test
  void aCellOfCommandsRunsThem() {
    assertThat(run(Requests.execute("print 2 every 1\nstderr oh\nhtml <b>x</b>\ndisplay 2 10")))
        .containsExactly(
            "busy",
            "execute_input 1",
            "stdout line 1",
            "stdout line 2",
            "stderr oh",
            "display_data",
            "display_data",
            "display_data",
            "execute_reply ok 1",
            "idle");
  }

  @Test
  void aSilentCellShowsAndCountsNothing() {
    assertThat(run(Requests.executeSilently("hello")))
        .containsExactly("busy", "execute_reply ok 0", "idle");
    assertThat(run(Requests.execute("hello"))).contains("execute_input 1");
  }

  @Test
  void anErrorAbortsTheCellsThatWait() {
    MessageParts first = Requests.execute("sleep 100\nerror no");
    MessageParts second = Requests.execute("never");
    List.of(first, second).forEach(kernel::submit);

    assertThat(finished(first))
        .containsExactly(
            "busy", "execute_input 1", "error EchoError", "execute_reply error 1", "idle");
    assertThat(finished(second)).containsExactly("busy", "execute_reply", "idle");
    assertThat(run(Requests.execute("next"))).contains("execute_input 2");
  }

  @Test
  void aQuestionIsAnsweredBesideTheRunningCellWhichThenSaysAgainThatItRuns() {
    MessageParts cell = Requests.execute("print 1\nsleep 600000");
    MessageParts info = Requests.shell(new KernelInfo.Request());
    kernel.submit(cell);
    await().until(() -> Transcript.of(journal, Requests.id(cell)).contains("stdout line 1"));

    kernel.submit(info);
    assertThat(finished(info)).containsExactly("busy", "kernel_info_reply", "idle");
    kernel.interrupt();

    assertThat(finished(cell))
        .startsWith("busy", "execute_input 1", "stdout line 1", "busy", "error KeyboardInterrupt");
  }

  @Test
  void aCommThatNobodyKnowsIsClosed() {
    assertThat(run(Requests.shell(new Comm.Open("c", "nobody", null, Map.of()))))
        .containsExactly("busy", "comm_close", "idle");
  }

  @Test
  void aRequestThatComesTwiceRunsOnce() {
    MessageParts request = Requests.execute("once");
    kernel.submit(request);
    kernel.submit(request);
    run(Requests.execute("after"));

    assertThat(Transcript.of(journal, Requests.id(request))).hasSize(5);
  }

  @Test
  void anInterruptOnControlEndsTheRunningCell() {
    MessageParts request = Requests.execute("print 1\nsleep 600000");
    kernel.submit(request);
    await().until(() -> Transcript.of(journal, Requests.id(request)).contains("stdout line 1"));

    MessageParts interrupt = Requests.interrupt();
    kernel.submit(interrupt);

    assertThat(finished(request))
        .endsWith("error KeyboardInterrupt", "execute_reply error 1", "idle");
    assertThat(finished(interrupt)).containsExactly("busy", "interrupt_reply", "idle");
  }

  @Test
  void aQuestionIsAnsweredOnStdin() {
    MessageParts request = Requests.executeWithStdin("input Your name?");
    kernel.submit(request);
    await().until(() -> Transcript.of(journal, Requests.id(request)).contains("input_request"));
    kernel.submit(
        Message.of(Channel.STDIN, Requests.SESSION, "ada", new Stdin.Reply("Ada")).toParts());

    assertThat(finished(request)).contains("stdout Ada", "execute_reply ok 1");
  }

  @Test
  void aQuestionToAClientThatAnswersNoneIsAnError() {
    assertThat(run(Requests.execute("input Your name?"))).contains("error StdinNotSupported");
  }

  @Test
  void aRestartEndsTheCellAndStartsCountingAfresh() {
    run(Requests.execute("one"));
    MessageParts request = Requests.execute("sleep 600000");
    kernel.submit(request);
    await().until(() -> Transcript.of(journal, Requests.id(request)).contains("execute_input 2"));

    kernel.restart().toCompletableFuture().join();

    assertThat(finished(request)).endsWith("execute_reply error 2", "idle");
    assertThat(run(Requests.execute("two"))).contains("execute_input 1");
    assertThat(Transcript.messages(journal).stream().map(m -> m.header().session()).distinct())
        .hasSize(2);
  }

  @Test
  void aDeadKernelRefusesRequestsAndSaysWhy() {
    kernel.shutdown("deleted by its owner").toCompletableFuture().join();

    assertThat(kernel.status().state()).isEqualTo(ExecutionState.DEAD);
    assertThat(Transcript.messages(journal).stream().map(Transcript::words)).endsWith("dead");
    assertThatThrownBy(() -> kernel.submit(Requests.execute("x")))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("deleted by its owner");
  }

  @Test
  void aKernelOfAnEarlierProcessSaysWhatWasLost() {
    MemoryJournal left = new MemoryJournal();
    KernelVoice dead = new KernelVoice("old");
    MessageParts request = Requests.execute("sleep 600000");
    left.append(0, dead.status(ExecutionState.BUSY, request.header()));

    Kernel again =
        new EchoEngine()
            .restore(
                new KernelRecord(
                    KernelId.random(),
                    "echo",
                    ADA,
                    Optional.empty(),
                    Optional.empty(),
                    Instant.EPOCH,
                    Optional.empty(),
                    false),
                TestSpecs.echo(),
                left)
            .orElseThrow();
    await().until(() -> again.status().state() == ExecutionState.IDLE);

    assertThat(Transcript.of(left, Requests.id(request)))
        .containsExactly("busy", "execute_reply error 0", "idle");
    assertThat(Transcript.messages(left).stream().map(Transcript::words))
        .anyMatch(words -> words.startsWith("stderr The gateway was restarted"));
  }

  @Test
  void answersWhatFrontEndsAsk() {
    run(Requests.shell(new Complete.Request("pri", 3)));
    run(Requests.shell(new IsComplete.Request("a\\")));

    assertThat(Transcript.messages(journal))
        .extracting(Message::content)
        .contains(
            new Complete.Reply(List.of("print"), 0, 3, Map.of()),
            new IsComplete.Reply(IsComplete.Verdict.INCOMPLETE, ""));
  }

  private List<String> run(MessageParts request) {
    kernel.submit(request);
    return finished(request);
  }

  private List<String> finished(MessageParts request) {
    await().until(() -> Transcript.of(journal, Requests.id(request)).contains("idle"));
    return Transcript.of(journal, Requests.id(request));
  }
}
