package dev.hearth.driver.kernel;

import static dev.hearth.driver.kernel.TestKernel.only;
import static dev.hearth.driver.kernel.TestKernel.outline;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Comm;
import dev.hearth.protocol.message.Complete;
import dev.hearth.protocol.message.Display;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Inspect;
import dev.hearth.protocol.message.KernelInfo;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.Stdin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients ask while a cell runs, and what a cell asks its user. */
@Timeout(60)
class QuestionsTest {
  private final TestKernel kernel = TestKernel.ready();

  @AfterEach
  void close() {
    kernel.close();
  }

  private String sendAsking(String code) {
    return kernel.send(Channel.SHELL, new Execute.Request(code, false, true, Map.of(), true, true));
  }

  private Message question() {
    return kernel.next(message -> message.content() instanceof Stdin.Request);
  }

  @Test
  void completionIsAnsweredWhileACellRuns() throws InterruptedException {
    kernel.run("define treasure");
    String cell = kernel.send("gate");
    kernel.script.awaitEntered();

    List<Message> answer = kernel.ask(Channel.SHELL, new Complete.Request("tr", 2));
    assertThat(outline(answer)).containsExactly("busy", "complete_reply", "idle");
    Complete.Reply reply = only(answer, Complete.Reply.class);
    assertThat(reply.matches()).containsExactly("treasure");
    assertThat(reply.metadata().get("_jupyter_types_experimental"))
        .asString()
        .contains("signature=: Text", "type=instance", "start=0", "end=2");

    Message again = kernel.next();
    assertThat(again.parent().msgId()).as("the cell is busy again").isEqualTo(cell);
    assertThat(outline(List.of(again))).containsExactly("busy");
    kernel.script.openGate();
    assertThat(outline(kernel.until(cell))).containsExactly("execute_reply", "idle");
  }

  @Test
  void positionsAreCodePoints() {
    kernel.run("define treasure");
    Complete.Reply reply =
        only(
            kernel.ask(Channel.SHELL, new Complete.Request("\uD83D\uDE00\uD83D\uDE00x", 3)),
            Complete.Reply.class);
    assertThat(reply.cursorStart()).isZero();
    assertThat(reply.cursorEnd()).isEqualTo(3);
  }

  @Test
  void inspectionTellsWhatIsKnown() {
    kernel.run("define treasure");
    Inspect.Reply known =
        only(kernel.ask(Channel.SHELL, new Inspect.Request("defined", 2, 1)), Inspect.Reply.class);
    assertThat(known.found()).isTrue();
    assertThat(known.data()).containsEntry("text/plain", "treasure in detail");
    Inspect.Reply unknown =
        only(kernel.ask(Channel.SHELL, new Inspect.Request("other", 2, 0)), Inspect.Reply.class);
    assertThat(unknown.found()).isFalse();
  }

  @Test
  void kernelInfoIsAnsweredBeforeTheInterpreterIsThere() {
    TestKernel starting = new TestKernel();
    java.util.concurrent.CountDownLatch ready = new java.util.concurrent.CountDownLatch(1);
    starting.script.blockStart(ready);
    try {
      List<Message> info = starting.ask(Channel.SHELL, new KernelInfo.Request());
      assertThat(only(info, KernelInfo.Reply.class).implementation()).isEqualTo("hearth");
    } finally {
      ready.countDown();
      starting.close();
    }
  }

  @Test
  void aCellAsksItsUser() {
    String cell = sendAsking("ask Your name?");
    Message question = question();
    assertThat(question.channel()).isEqualTo(Channel.STDIN);
    assertThat(question.parent().msgId()).isEqualTo(cell);
    assertThat(question.content()).isEqualTo(new Stdin.Request("Your name?", false));

    kernel.send(Channel.STDIN, new Stdin.Reply("Ann"));
    assertThat(only(kernel.until(cell), Display.Result.class).data())
        .containsEntry("text/plain", "Ann");
  }

  @Test
  void aPasswordIsNotShown() {
    String cell = sendAsking("ask secret");
    assertThat(question().content()).isEqualTo(new Stdin.Request("secret", true));
    kernel.send(Channel.STDIN, new Stdin.Reply("x"));
    kernel.until(cell);
  }

  @Test
  void aReplyToNoQuestionIsDropped() {
    kernel.send(Channel.STDIN, new Stdin.Reply("too early"));
    String cell = sendAsking("ask now");
    question();
    kernel.send(Channel.STDIN, new Stdin.Reply("in time"));
    assertThat(only(kernel.until(cell), Display.Result.class).data())
        .containsEntry("text/plain", "in time");
  }

  @Test
  void aClientThatDoesNotAnswerIsNotAsked() {
    List<Message> messages = kernel.run("ask anything");
    assertThat(only(messages, Display.Result.class).data().get("text/plain"))
        .asString()
        .contains("refused", "does not answer questions");
  }

  @Test
  void anInterruptEndsTheWaiting() {
    String cell = sendAsking("ask forever");
    question();
    kernel.interrupt();
    assertThat(only(kernel.until(cell), Execute.Failed.class).ename()).isEqualTo("Interrupted");
  }

  @Test
  void aCommToAnUnknownTargetIsClosed() {
    List<Message> answer =
        kernel.ask(Channel.SHELL, new Comm.Open("c1", "no-such-target", null, Map.of()));
    assertThat(only(answer, Comm.Close.class).commId()).isEqualTo("c1");
  }
}
