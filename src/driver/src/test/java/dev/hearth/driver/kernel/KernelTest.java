package dev.hearth.driver.kernel;

import static dev.hearth.driver.kernel.TestKernel.only;
import static dev.hearth.driver.kernel.TestKernel.outline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.AbortedReply;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Comm;
import dev.hearth.protocol.message.Complete;
import dev.hearth.protocol.message.Control;
import dev.hearth.protocol.message.Display;
import dev.hearth.protocol.message.ErrorMessage;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Inspect;
import dev.hearth.protocol.message.IsComplete;
import dev.hearth.protocol.message.KernelInfo;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.RawContent;
import dev.hearth.protocol.message.Status;
import dev.hearth.protocol.message.Stream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jupyter's rules of execution. */
@Timeout(60)
class KernelTest {
  private final TestKernel kernel = TestKernel.ready();

  @AfterEach
  void close() {
    kernel.close();
  }

  @Test
  void runsACellBetweenBusyAndIdle() {
    List<Message> messages = kernel.run("print hello\nshow picture\nvalue 42");

    assertThat(outline(messages))
        .containsExactly(
            "busy",
            "execute_input",
            "stream",
            "display_data",
            "execute_result",
            "execute_reply",
            "idle");
    assertThat(only(messages, Execute.Input.class).executionCount()).isEqualTo(1);
    assertThat(only(messages, Stream.class).text()).isEqualTo("hello\n");
    assertThat(only(messages, Display.Data.class).displayId()).contains("shown");
    assertThat(only(messages, Display.Result.class).data()).containsEntry("text/plain", "42");
    assertThat(only(messages, Execute.Reply.class).executionCount()).isEqualTo(1);
  }

  @Test
  void everyMessageHasTheRequestAsParentAndTheKernelAsSender() {
    List<Message> first = kernel.run("print hello");
    List<Message> second = kernel.run("value 1");

    assertThat(first).allSatisfy(m -> assertThat(m.parent().session()).isEqualTo("the-client"));
    assertThat(first).allSatisfy(m -> assertThat(m.header().username()).isEqualTo("ann"));
    String session = first.get(0).header().session();
    assertThat(session).isNotEqualTo("the-client");
    assertThat(second).allSatisfy(m -> assertThat(m.header().session()).isEqualTo(session));
  }

  @Test
  void repliesOnShellAndTellsAllElseOnIopub() {
    List<Message> messages = kernel.run("print hello");

    assertThat(messages)
        .allSatisfy(
            message ->
                assertThat(message.channel())
                    .isEqualTo(
                        message.content() instanceof Execute.Reply
                            ? Channel.SHELL
                            : Channel.IOPUB));
  }

  @Test
  void anErrorIsShownAndReplied() {
    List<Message> messages = kernel.run("fail it is broken");

    assertThat(outline(messages))
        .containsExactly("busy", "execute_input", "error", "execute_reply", "idle");
    assertThat(only(messages, ErrorMessage.class).ename()).isEqualTo("Mishap");
    Execute.Failed reply = only(messages, Execute.Failed.class);
    assertThat(reply.evalue()).isEqualTo("it is broken");
    assertThat(reply.executionCount()).isEqualTo(1);
  }

  @Test
  void countsOnlyWhatIsStoredInHistory() {
    kernel.run("value a");
    List<Message> unstored =
        kernel.ask(
            Channel.SHELL, new Execute.Request("value b", false, false, Map.of(), false, true));
    List<Message> silent =
        kernel.ask(
            Channel.SHELL, new Execute.Request("value c", true, true, Map.of(), false, true));
    List<Message> next = kernel.run("value d");

    assertThat(only(unstored, Execute.Reply.class).executionCount()).isEqualTo(1);
    assertThat(only(unstored, Display.Result.class).executionCount()).isEqualTo(1);
    assertThat(outline(silent)).containsExactly("busy", "execute_reply", "idle");
    assertThat(only(next, Execute.Reply.class).executionCount()).isEqualTo(2);
  }

  @Test
  void aFailureAbortsTheExecutionsThatWait() throws InterruptedException {
    String failing = kernel.send("gate\nfail now");
    kernel.script.awaitEntered();
    String waiting = kernel.send("print never");
    String alsoWaiting = kernel.send("print never");
    kernel.script.openGate();

    assertThat(outline(kernel.until(failing))).contains("error");
    List<Message> aborted = kernel.until(waiting);
    assertThat(outline(aborted)).containsExactly("busy", "execute_reply", "idle");
    assertThat(aborted.get(1).content()).isEqualTo(new AbortedReply("execute_reply"));
    assertThat(kernel.until(alsoWaiting)).hasSize(3);
    assertThat(only(kernel.run("value on"), Execute.Reply.class).executionCount()).isEqualTo(2);
  }

  @Test
  void aFailureThatShallNotStopOthersDoesNot() throws InterruptedException {
    String failing =
        kernel.send(
            Channel.SHELL,
            new Execute.Request("gate\nfail now", false, true, Map.of(), false, false));
    kernel.script.awaitEntered();
    String waiting = kernel.send("print after all");
    kernel.script.openGate();

    kernel.until(failing);
    assertThat(only(kernel.until(waiting), Stream.class).text()).isEqualTo("after all\n");
  }

  @Test
  void evaluatesUserExpressionsEachByItself() {
    Map<String, String> expressions = Map.of("good", "value 7", "bad", "fail no");
    List<Message> messages =
        kernel.ask(Channel.SHELL, new Execute.Request("", false, true, expressions, false, true));

    Map<String, Object> results = only(messages, Execute.Reply.class).userExpressions();
    assertThat(results.get("good"))
        .isEqualTo(Map.of("status", "ok", "data", Map.of("text/plain", "7"), "metadata", Map.of()));
    assertThat(results.get("bad")).asString().contains("status=error").contains("ename=Mishap");
  }

  @Test
  void keepsTheOrderOfBothStreams() {
    List<Message> messages = kernel.run("print a\nprint b\ncomplain c\nprint d");

    List<Stream> streams =
        messages.stream()
            .map(Message::content)
            .filter(Stream.class::isInstance)
            .map(Stream.class::cast)
            .toList();
    assertThat(streams)
        .containsExactly(
            new Stream(Stream.Name.STDOUT, "a\nb\n"),
            new Stream(Stream.Name.STDERR, "c\n"),
            new Stream(Stream.Name.STDOUT, "d\n"));
  }

  @Test
  void answersWhatNeedsOnlyKnowledge() {
    KernelInfo.Reply info =
        only(kernel.ask(Channel.SHELL, new KernelInfo.Request()), KernelInfo.Reply.class);
    assertThat(info.languageInfo().name()).isEqualTo("script");
    assertThat(info.protocolVersion()).startsWith("5.");
    assertThat(
            only(
                    kernel.ask(Channel.SHELL, new IsComplete.Request("def f() {")),
                    IsComplete.Reply.class)
                .status())
        .isEqualTo(IsComplete.Verdict.INCOMPLETE);
    assertThat(
            only(kernel.ask(Channel.SHELL, new Complete.Request("pri", 3)), Complete.Reply.class)
                .cursorEnd())
        .isEqualTo(3);
    assertThat(
            only(kernel.ask(Channel.SHELL, new Inspect.Request("x", 1, 0)), Inspect.Reply.class)
                .found())
        .isFalse();
    assertThat(
            only(kernel.ask(Channel.SHELL, new Comm.InfoRequest(null)), Comm.InfoReply.class)
                .comms())
        .isEmpty();
  }

  @Test
  void answersKernelInfoOnControlWhileACellRuns() throws InterruptedException {
    kernel.send("gate");
    kernel.script.awaitEntered();

    List<Message> messages = kernel.ask(Channel.CONTROL, new KernelInfo.Request());

    assertThat(outline(messages)).containsExactly("busy", "kernel_info_reply", "idle");
    kernel.script.openGate();
  }

  @Test
  void closesACommNobodyAnswers() {
    List<Message> messages =
        kernel.ask(Channel.SHELL, new Comm.Open("c1", "jupyter.widget", null, Map.of()));

    assertThat(only(messages, Comm.Close.class).commId()).isEqualTo("c1");
  }

  @Test
  void answersAnUnknownRequestWithoutHarm() {
    ByteBuffer empty = ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8));
    List<Message> messages = kernel.ask(Channel.SHELL, new RawContent("juggle_request", empty));

    assertThat(messages.get(1).header().msgType()).isEqualTo("juggle_reply");
    assertThat(messages.get(1).content())
        .isInstanceOfSatisfying(
            RawContent.class,
            reply ->
                assertThat(StandardCharsets.UTF_8.decode(reply.json()).toString())
                    .contains("juggle_request"));
    assertThat(only(kernel.run("value 1"), Execute.Reply.class).executionCount()).isEqualTo(1);
  }

  @Test
  void answersAMalformedRequestWithAnError() {
    ByteBuffer wrong = ByteBuffer.wrap("{\"code\":[]}".getBytes(StandardCharsets.UTF_8));
    List<Message> messages = kernel.ask(Channel.SHELL, new RawContent("execute_request", wrong));

    assertThat(outline(messages)).containsExactly("busy", "execute_reply", "idle");
    assertThat(only(messages, Execute.Failed.class).ename()).isEqualTo("MalformedMessage");
  }

  @Test
  void dropsARequestThatComesTwice() {
    Message request =
        Message.of(Channel.SHELL, "the-client", "ann", Execute.Request.of("print once"));
    kernel.deliver(request);
    kernel.deliver(request);

    kernel.until(request.header().msgId());
    assertThat(outline(kernel.run("value 1"))).startsWith("busy", "execute_input");
    assertThat(kernel.jobs.begun).hasSize(2);
  }

  @Test
  void eachCellHasAJobGroupOfItsOwn() {
    kernel.run("value 1");
    kernel.run("value 2");

    assertThat(kernel.jobs.begun).hasSize(2).doesNotHaveDuplicates();
    assertThat(kernel.jobs.finished).isEqualTo(kernel.jobs.begun);
  }

  @Test
  void requestsWaitUntilTheInterpreterIsReady() {
    CountDownLatch ready = new CountDownLatch(1);
    kernel.script.blockStart(ready);
    kernel.send(Channel.CONTROL, new Control.ShutdownRequest(true));
    String early = kernel.send("value patience");
    ready.countDown();

    assertThat(only(kernel.until(early), Display.Result.class).data())
        .containsEntry("text/plain", "patience");
  }

  @Test
  void anInterruptBeforeTheInterpreterIsReadyAbandonsTheCellsThatWaitForIt() {
    CountDownLatch ready = new CountDownLatch(1);
    kernel.script.blockStart(ready);
    kernel.send(Channel.CONTROL, new Control.ShutdownRequest(true));
    kernel.next(message -> message.content().equals(new Status(Status.ExecutionState.STARTING)));
    String waiting = kernel.send("value never");
    kernel.send(Channel.CONTROL, new Control.InterruptRequest());

    assertThat(only(kernel.until(waiting), Execute.Failed.class).evalue())
        .isEqualTo("Interrupted before the kernel was ready.");
    String later = kernel.send("value later");
    ready.countDown();
    assertThat(outline(kernel.until(later))).contains("execute_result");
  }

  @Test
  void anInterpreterThatDoesNotStartIsExplainedInEachCell() {
    kernel.script.failStart(new IllegalStateException("out of ink"));
    kernel.ask(Channel.CONTROL, new Control.ShutdownRequest(true));

    assertThat(only(kernel.run("value 1"), Execute.Failed.class).evalue()).contains("out of ink");
    kernel.script.healStart();
    assertThat(only(kernel.run("value 1"), Execute.Reply.class).executionCount()).isEqualTo(2);
  }

  @Test
  void textThatCannotStandInUtf8DoesNotEndTheCell() {
    List<Message> messages = kernel.run("print half a pair: HALF.\nvalue HALF");

    assertThat(only(messages, Stream.class).text()).isEqualTo("half a pair: \ufffd.\n");
    assertThat(only(messages, Display.Result.class).data()).containsEntry("text/plain", "\ufffd");
  }

  @Test
  void whatIsTooLargeForTheLinkIsReplacedByANotice() {
    List<Message> messages = kernel.run("show-of-size 70000000\nprint after");

    Display.Data shown = only(messages, Display.Data.class);
    assertThat(shown.data()).containsOnlyKeys("text/plain");
    assertThat(shown.data().get("text/plain").toString()).contains("more than 60 MiB");
    assertThat(shown.displayId()).contains("shown");
    assertThat(only(messages, Stream.class).text()).isEqualTo("after\n");
    assertThat(only(messages, Execute.Reply.class).executionCount()).isEqualTo(1);
  }

  @Test
  void codeThatIsTooLargeToBeRepeatedRunsAllTheSame() {
    List<Message> messages = kernel.run("value 42 " + "\u00e9".repeat(32_000_000));

    assertThat(only(messages, Execute.Input.class).code())
        .startsWith("value 42")
        .contains("more than 60 MiB")
        .hasSizeLessThan(2_000);
    assertThat(only(messages, Display.Result.class).executionCount()).isEqualTo(1);
  }

  @Test
  void aFaultOfTheKernelEndsTheRequestAndNotTheKernel() {
    List<Message> messages = kernel.run("unwritable");

    assertThat(outline(messages))
        .containsExactly("busy", "execute_input", "error", "execute_reply", "idle");
    assertThat(only(messages, Execute.Failed.class).ename()).isEqualTo("KernelFailure");
    assertThat(outline(kernel.run("value 1"))).contains("execute_result");
  }

  @Test
  void aRequestWithAHugeHeaderIsRefused() {
    Message request = Message.of(Channel.SHELL, "x".repeat(70_000), "ann", Execute.Request.of("1"));

    assertThatThrownBy(() -> kernel.deliver(request))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("header");
  }
}
