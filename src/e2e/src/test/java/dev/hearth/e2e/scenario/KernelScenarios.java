package dev.hearth.e2e.scenario;

import static dev.hearth.e2e.scenario.KernelClient.only;
import static dev.hearth.e2e.scenario.KernelClient.outline;
import static dev.hearth.e2e.scenario.KernelClient.printed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hearth.e2e.SharedGateway;
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
import dev.hearth.protocol.message.Stdin;
import dev.hearth.protocol.message.Stream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a client may expect of a kernel in any language, behind a real gateway and with real Spark.
 * To add a language, extend this class and give its {@link Snippets}. What a language does not have
 * is skipped.
 */
@ExtendWith(SharedGateway.class)
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KernelScenarios {
  private final Snippets code = snippets();
  private KernelClient kernel;

  abstract Snippets snippets();

  /** Skips all where the machine lacks what the language needs. */
  void require() {}

  /** Whether completion is answered while a cell runs; ipykernel answers only between cells. */
  boolean answersBesideCells() {
    return true;
  }

  @BeforeAll
  void start() {
    require();
    kernel = new KernelClient(SharedGateway.gateway(), code.kernel());
  }

  @AfterAll
  void close() {
    if (kernel != null) {
      kernel.close();
    }
  }

  private static String given(Optional<String> snippet, String what) {
    assumeTrue(snippet.isPresent(), "SKIPPED: this language has no " + what);
    return snippet.orElseThrow();
  }

  private int count() {
    return only(kernel.run(code.value()), Execute.Reply.class).executionCount();
  }

  private static Execute.Request cell(String code, boolean storeHistory, boolean stopOnError) {
    return new Execute.Request(code, false, storeHistory, Map.of(), false, stopOnError);
  }

  @Test
  void aCellShowsItsValueBetweenBusyAndIdle() {
    List<Message> messages = kernel.run(code.value());

    assertThat(outline(messages))
        .startsWith("busy", "execute_input")
        .containsSubsequence("execute_result", "execute_reply", "idle")
        .endsWith("idle");
    Display.Result result = only(messages, Display.Result.class);
    assertThat(result.data().get("text/plain").toString()).contains("42");
    assertThat(result.executionCount())
        .isEqualTo(only(messages, Execute.Input.class).executionCount());
  }

  @Test
  void aFailureIsShownAndReplied() {
    List<Message> messages = kernel.run(code.fails());

    ErrorMessage shown = only(messages, ErrorMessage.class);
    Execute.Failed reply = only(messages, Execute.Failed.class);
    assertThat(shown.ename()).isNotEmpty().isEqualTo(reply.ename());
    assertThat(shown.evalue()).isNotEmpty().isEqualTo(reply.evalue());
    assertThat(shown.traceback()).isNotEmpty();
  }

  @Test
  void cellsAreCountedUnlessTheyAreNotStored() {
    int before = count();

    assertThat(
            only(kernel.ask(Channel.SHELL, cell(code.value(), false, true)), Execute.Reply.class)
                .executionCount())
        .isEqualTo(before);
    assertThat(count()).isEqualTo(before + 1);
  }

  @Test
  void aSilentCellShowsNothingAndIsNotCounted() {
    int before = count();

    assertThat(outline(kernel.ask(Channel.SHELL, KernelClient.silent(code.value()))))
        .doesNotContain("execute_input", "execute_result")
        .contains("execute_reply");
    assertThat(count()).isEqualTo(before + 1);
  }

  @Test
  void aFailureAbortsWhatWaitsOnlyIfItsCellSaysSo() {
    String failing = kernel.send(Channel.SHELL, cell(code.fails(), true, false));
    String next = kernel.send(code.value());

    assertThat(outline(kernel.until(failing))).contains("error");
    assertThat(outline(kernel.until(next))).contains("execute_result");
  }

  @Test
  void anInterruptEndsTheCellAndAbortsWhatWaits() {
    String enduring = kernel.send(code.endures());
    String waiting = kernel.send(code.value());
    kernel.next(message -> message.content() instanceof Execute.Input);
    kernel.send(Channel.CONTROL, new Control.InterruptRequest());

    assertThat(outline(kernel.until(enduring))).contains("error", "execute_reply");
    assertThat(kernel.until(waiting))
        .extracting(Message::content)
        .contains(new AbortedReply("execute_reply"));
    assertThat(outline(kernel.run(code.value()))).contains("execute_result");
  }

  @Test
  void expressionsOfTheUserAreEvaluatedEachByItself() {
    List<Message> messages =
        kernel.ask(
            Channel.SHELL,
            new Execute.Request(
                code.value(),
                false,
                true,
                Map.of("good", code.value(), "bad", code.fails()),
                false,
                true));

    Map<String, Object> results = only(messages, Execute.Reply.class).userExpressions();
    assertThat(results.get("good").toString()).contains("status=ok", "42");
    assertThat(results.get("bad").toString()).contains("status=error", "ename=", "traceback=");
    assertThat(outline(messages)).containsOnlyOnce("execute_input").doesNotContain("error");
  }

  @Test
  void bothStreamsComeOutInOrder() {
    List<Message> messages = kernel.run(given(code.prints(), "printing"));

    assertThat(printed(messages, Stream.Name.STDOUT)).isEqualTo("line 1\n");
    assertThat(printed(messages, Stream.Name.STDERR)).isEqualTo("err\n");
  }

  @Test
  void questionsAreAnsweredAlsoWhileACellRuns() {
    assumeTrue(answersBesideCells(), "this language answers only between cells");
    String enduring = kernel.send(code.endures());
    kernel.next(message -> message.content() instanceof Execute.Input);

    try {
      List<Message> completion =
          kernel.ask(
              Channel.SHELL, new Complete.Request(code.completable(), code.completable().length()));
      assertThat(only(completion, Complete.Reply.class).matches()).contains(code.completed());
      String again =
          kernel.next(message -> message.parent().msgId().equals(enduring)).header().msgType();
      assertThat(again).as("the cell says again that it runs").isEqualTo("status");
    } finally {
      kernel.send(Channel.CONTROL, new Control.InterruptRequest());
    }
    assertThat(outline(kernel.until(enduring))).contains("error");
  }

  @Test
  void namesAreExplained() {
    Inspect.Reply reply =
        only(
            kernel.ask(
                Channel.SHELL,
                new Inspect.Request(code.inspectable(), code.inspectable().length(), 0)),
            Inspect.Reply.class);

    assertThat(reply.found()).isTrue();
    assertThat(reply.data()).containsKey("text/plain");
  }

  @Test
  void aConsoleLearnsWhetherMoreLinesAreNeeded() {
    String more = given(code.unfinished(), "code that needs more lines");

    assertThat(completeness(code.value())).isEqualTo(IsComplete.Verdict.COMPLETE);
    assertThat(completeness(more)).isEqualTo(IsComplete.Verdict.INCOMPLETE);
  }

  private IsComplete.Verdict completeness(String asked) {
    return only(kernel.ask(Channel.SHELL, new IsComplete.Request(asked)), IsComplete.Reply.class)
        .status();
  }

  @Test
  void theUserIsAskedAndTheReplyReachesTheCell() {
    String cell =
        kernel.send(
            Channel.SHELL,
            new Execute.Request(
                given(code.asks(), "way to ask"), false, true, Map.of(), true, true));
    Message question = kernel.next(message -> message.content() instanceof Stdin.Request);
    assertThat(question.channel()).isEqualTo(Channel.STDIN);
    assertThat(question.parent().msgId()).isEqualTo(cell);
    kernel.send(Channel.STDIN, new Stdin.Reply("Ada"));

    assertThat(printed(kernel.until(cell), Stream.Name.STDOUT)).isEqualTo("Ada\n");
  }

  @Test
  void aQuestionThatNobodyAnswersIsAnError() {
    List<Message> messages = kernel.run(given(code.asks(), "way to ask"));

    assertThat(outline(messages)).contains("error").doesNotContain("input_request");
  }

  @Test
  void aCommThatNobodyKnowsIsClosed() {
    List<Message> messages =
        kernel.ask(Channel.SHELL, new Comm.Open("c1", "nobody", null, Map.of()));

    assertThat(only(messages, Comm.Close.class).commId()).isEqualTo("c1");
    assertThat(
            only(kernel.ask(Channel.SHELL, new Comm.InfoRequest("nobody")), Comm.InfoReply.class)
                .comms())
        .isEmpty();
  }

  @Test
  void theKernelSaysWhatItIs() {
    KernelInfo.Reply info =
        only(kernel.ask(Channel.SHELL, new KernelInfo.Request()), KernelInfo.Reply.class);

    assertThat(info.languageInfo().name()).isEqualTo(code.language());
    assertThat(info.languageInfo().version()).isNotEmpty();
    assertThat(info.banner()).isNotEmpty();
  }

  @Test
  void aRestartedKernelCountsFromOne() {
    kernel.run(code.value());
    kernel.ask(Channel.CONTROL, new Control.ShutdownRequest(true));
    kernel.awaitReady();

    assertThat(count()).isEqualTo(1);
  }
}
