package dev.hearth.driver.kernel;

import static dev.hearth.driver.kernel.TestKernel.only;
import static dev.hearth.driver.kernel.TestKernel.outline;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.protocol.message.AbortedReply;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Control;
import dev.hearth.protocol.message.Display;
import dev.hearth.protocol.message.ErrorMessage;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.Status.ExecutionState;
import dev.hearth.protocol.message.Stream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Interrupt and restart, by whatever means the cell asks for. */
@Timeout(60)
class InterruptTest {
  private final TestKernel kernel = TestKernel.ready();

  @AfterEach
  void close() {
    kernel.close();
  }

  @Test
  void aWaitingCellEndsAtOnceAndItsJobsAreCancelled() throws InterruptedException {
    String cell = kernel.send("sleep");
    kernel.script.awaitEntered();
    kernel.interrupt();

    List<Message> messages = kernel.until(cell);
    assertThat(only(messages, ErrorMessage.class).ename()).isEqualTo("Interrupted");
    assertThat(only(messages, Execute.Failed.class).ename()).isEqualTo("Interrupted");
    assertThat(kernel.jobs.cancelled).hasSameElementsAs(kernel.jobs.begun);
  }

  @Test
  void theInterruptIsAnsweredOnControlWhileTheCellStillRuns() throws InterruptedException {
    kernel.send("cling");
    kernel.script.awaitEntered();
    String interrupt = kernel.interrupt();

    assertThat(outline(kernel.until(interrupt))).containsExactly("busy", "interrupt_reply", "idle");
  }

  @Test
  void theQueueIsAborted() throws InterruptedException {
    String cell = kernel.send("sleep");
    kernel.script.awaitEntered();
    String waiting = kernel.send("print never");
    kernel.interrupt();

    kernel.until(cell);
    assertThat(kernel.until(waiting))
        .extracting(Message::content)
        .contains(new AbortedReply("execute_reply"));
  }

  @Test
  void aLoopThatLooksAtNoInterruptIsStopped() throws InterruptedException {
    kernel.run("define treasure");
    String cell = kernel.send("spin");
    kernel.script.awaitEntered();
    kernel.interrupt();

    List<Message> messages = kernel.until(cell);
    assertThat(only(messages, Stream.class).text()).contains("is being stopped");
    assertThat(only(messages, Execute.Failed.class).ename()).isEqualTo("Interrupted");
    assertThat(only(kernel.run("defined"), Display.Result.class).data())
        .containsEntry("text/plain", "treasure");
  }

  @Test
  void aCellThatCannotBeStoppedIsGivenUpWithItsInterpreter() throws InterruptedException {
    kernel.run("define treasure");
    String cell = kernel.send("cling");
    kernel.script.awaitEntered();
    kernel.interrupt();

    List<Message> messages = kernel.until(cell);
    assertThat(
            messages.stream()
                .map(Message::content)
                .filter(Stream.class::isInstance)
                .map(content -> ((Stream) content).text()))
        .anySatisfy(text -> assertThat(text).contains("all definitions are lost"));
    assertThat(only(messages, Execute.Failed.class).ename()).isEqualTo("Interrupted");
    List<Message> next = kernel.run("defined");
    assertThat(only(next, Display.Result.class).data()).containsEntry("text/plain", "nothing");
    assertThat(only(next, Execute.Reply.class).executionCount()).isEqualTo(3);
  }

  @Test
  void anInterruptOfAnIdleKernelDoesNothing() {
    assertThat(outline(kernel.until(kernel.interrupt())))
        .containsExactly("busy", "interrupt_reply", "idle");
    assertThat(outline(kernel.run("value 1"))).contains("execute_result");
  }

  @Test
  void aRestartBeginsANewLife() {
    Message before = kernel.run("define treasure").get(0);
    List<Message> restart = kernel.ask(Channel.CONTROL, new Control.ShutdownRequest(true));

    assertThat(outline(restart))
        .containsExactly("busy", "shutdown_reply", "shutdown_reply", "idle");
    assertThat(restart.get(1).channel()).isEqualTo(Channel.CONTROL);
    assertThat(restart.get(2).channel()).isEqualTo(Channel.IOPUB);
    Message starting = kernel.next();
    assertThat(TestKernel.state(starting)).isEqualTo(ExecutionState.STARTING);
    assertThat(starting.parent().msgId()).isEmpty();
    assertThat(starting.header().session()).isNotEqualTo(before.header().session());
    assertThat(TestKernel.isIdle(kernel.next())).isTrue();
    List<Message> cell = kernel.run("defined");
    assertThat(only(cell, Execute.Reply.class).executionCount()).isEqualTo(1);
    assertThat(only(cell, Display.Result.class).data()).containsEntry("text/plain", "nothing");
    assertThat(kernel.script.closed).hasValue(1);
  }

  @Test
  void aRestartStopsTheCellAndAbortsAllThatWaits() throws InterruptedException {
    String cell = kernel.send("cling");
    kernel.script.awaitEntered();
    String waiting = kernel.send("print never");
    String restart = kernel.send(Channel.CONTROL, new Control.ShutdownRequest(true));
    String later = kernel.send("value later");

    assertThat(only(kernel.until(cell), Execute.Failed.class).ename()).isEqualTo("Interrupted");
    assertThat(kernel.until(waiting))
        .extracting(Message::content)
        .contains(new AbortedReply("execute_reply"));
    kernel.until(restart);
    assertThat(only(kernel.until(later), Execute.Reply.class).executionCount()).isEqualTo(1);
  }

  @Test
  void aShutdownIsAnsweredAndIsFinal() {
    List<Message> shutdown = kernel.ask(Channel.CONTROL, new Control.ShutdownRequest(false));
    kernel.send("value 1");

    assertThat(outline(shutdown))
        .containsExactly("busy", "shutdown_reply", "shutdown_reply", "idle");
    assertThat(kernel.hasMore()).isFalse();
  }

  @Test
  void aShutdownOnTheShellChannelIsTakenToo() throws InterruptedException {
    kernel.send("sleep");
    kernel.script.awaitEntered();
    List<Message> restart = kernel.ask(Channel.SHELL, new Control.ShutdownRequest(true));

    assertThat(restart.get(1).channel()).isEqualTo(Channel.SHELL);
  }
}
