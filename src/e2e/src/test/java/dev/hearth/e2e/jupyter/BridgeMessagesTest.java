package dev.hearth.e2e.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.e2e.Interrupts;
import dev.hearth.e2e.SharedGateway;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** All kinds of messages, from jupyter_client's blocking client through the ZeroMQ bridge. */
@ExtendWith(SharedGateway.class)
class BridgeMessagesTest {
  private static BlockingClient client;

  @BeforeAll
  static void startKernel() {
    client = new BlockingClient(Kernelspecs.of(SharedGateway.gateway()), "scala");
    client.run("val ready = 1");
  }

  @AfterAll
  static void stopKernel() {
    if (client != null) {
      client.close();
    }
  }

  @BeforeEach
  void forgetEarlierMessages() {
    client.call("forget");
  }

  @Test
  void aCellHasItsMessagesInJupytersOrder() {
    JsonNode done = client.run("println(\"hello\"); 6 * 7");

    assertThat(BlockingClient.types(done))
        .isEqualTo("status execute_input stream execute_result status");
    assertThat(BlockingClient.printed(done)).isEqualTo("hello\n");
    assertThat(done.at("/iopub/3/content/data/text~1plain").asText()).contains("42");
    assertThat(done.at("/reply/status").asText()).isEqualTo("ok");
  }

  @Test
  void anErrorHasOneErrorMessageAndFailsTheReply() {
    JsonNode done = client.run("1 / 0");

    assertThat(BlockingClient.types(done)).isEqualTo("status execute_input error status");
    assertThat(done.at("/reply/ename").asText()).contains("ArithmeticException");
  }

  @Test
  void theKernelDescribesItself() {
    JsonNode info = client.ask("shell", "kernel_info_request", Map.of());

    assertThat(info.at("/language_info/name").asText()).isEqualTo("scala");
    assertThat(info.at("/implementation").asText()).isEqualTo("hearth");
    assertThat(client.ask("control", "kernel_info_request", Map.of()).path("status").asText())
        .isEqualTo("ok");
  }

  @Test
  void questionsBesideCellsAreAnswered() {
    client.run("val number = 1; val numbers = List(1)");

    assertThat(
            client
                .ask("shell", "complete_request", Map.of("code", "numb", "cursor_pos", 4))
                .path("matches"))
        .extracting(JsonNode::asText)
        .contains("number", "numbers");
    assertThat(
            client
                .ask(
                    "shell",
                    "inspect_request",
                    Map.of("code", "number", "cursor_pos", 6, "detail_level", 0))
                .path("found")
                .asBoolean())
        .isTrue();
    assertThat(
            client
                .ask("shell", "is_complete_request", Map.of("code", "def f = {"))
                .path("status")
                .asText())
        .isEqualTo("incomplete");
    assertThat(
            client
                .ask(
                    "shell",
                    "history_request",
                    Map.of("output", false, "raw", true, "hist_access_type", "tail", "n", 1))
                .at("/history/0/2")
                .asText())
        .contains("val number = 1");
    assertThat(client.ask("shell", "comm_info_request", Map.of()).path("status").asText())
        .isEqualTo("ok");
  }

  @Test
  void aCellAsksItsUser() {
    String cell =
        client
            .call(
                "execute",
                Map.of(
                    "code",
                    "println(\"Hello \" + scala.io.StdIn.readLine(\"Who? \"))",
                    "allow_stdin",
                    true))
            .path("id")
            .asText();
    JsonNode question = client.call("seen", Map.of("type", "input_request"));
    client.call(
        "send",
        Map.of(
            "channel",
            "stdin",
            "type",
            "input_reply",
            "content",
            Map.of("value", "Ada"),
            "parent",
            question.path("header")));

    assertThat(question.at("/content/password").asBoolean()).isFalse();
    assertThat(BlockingClient.printed(client.done(cell))).isEqualTo("Who? Hello Ada\n");
  }

  @Test
  void expressionsOfTheUserAreEvaluated() {
    String cell =
        client
            .call(
                "execute", Map.of("code", "val x = 20", "user_expressions", Map.of("twice", "2*x")))
            .path("id")
            .asText();

    assertThat(client.done(cell).at("/reply/user_expressions/twice/data/text~1plain").asText())
        .contains("40");
  }

  @Test
  void anInterruptStopsTheCellAndThoseBehindIt() {
    String endless = client.execute("println(\"going\"); while (true) Thread.sleep(10)");
    String next = client.execute("println(\"never\")");
    client.call("seen", Map.of("type", "stream"));
    client.call("interrupt");

    assertThat(client.done(endless).at("/reply/status").asText()).isEqualTo("error");
    assertThat(client.done(next).at("/reply/status").asText()).isEqualTo("aborted");
  }

  @Test
  void ctrlCIsAnInterrupt() {
    assumeFalse(
        Interrupts.areIgnored(), "SKIPPED: this test runs in the background, without Ctrl-C");
    String endless = client.execute("println(\"going\"); while (true) Thread.sleep(10)");
    client.call("seen", Map.of("type", "stream"));
    client.call("signal", Map.of("name", "SIGINT"));

    assertThat(client.done(endless).at("/reply/status").asText()).isEqualTo("error");
    assertThat(client.run("println(\"alive\")").at("/reply/status").asText()).isEqualTo("ok");
  }

  @Test
  void messagesWithAWrongSignatureAndRepeatedOnesAreDropped() {
    JsonNode sent = client.call("forge");
    JsonNode done = client.done(sent.path("right").asText());

    assertThat(BlockingClient.types(done)).containsOnlyOnce("execute_input");
    int count = done.at("/reply/execution_count").asInt();
    assertThat(client.run("2").at("/reply/execution_count").asInt()).isEqualTo(count + 1);
  }

  @Test
  void commsCarryBuffersBothWays() {
    client.run(
        "comms.register(\"mirror\", (comm, opening) =>"
            + " comm.onMessage(m => comm.send(Map(\"x\" -> m.get(\"x\")), m.buffers.get(0))))");
    client.call(
        "send",
        Map.of(
            "channel",
            "shell",
            "type",
            "comm_open",
            "content",
            Map.of("comm_id", "c1", "target_name", "mirror", "data", Map.of())));
    client.call(
        "send",
        Map.of(
            "channel",
            "shell",
            "type",
            "comm_msg",
            "content",
            Map.of("comm_id", "c1", "data", Map.of("x", 1)),
            "buffers",
            List.of(List.of(0, 1, 254, 255))));
    JsonNode mirrored = client.call("seen", Map.of("type", "comm_msg"));

    assertThat(mirrored.at("/content/data/x").asInt()).isEqualTo(1);
    assertThat(mirrored.at("/buffers/0"))
        .extracting(JsonNode::asInt)
        .containsExactly(0, 1, 254, 255);
  }

  @Test
  void manyLinesArriveInOrderAndOnce() {
    JsonNode done = client.run("for (i <- 1 to 20000) println(i)");

    String[] lines = BlockingClient.printed(done).split("\n");
    assertThat(lines).hasSize(20_000);
    assertThat(lines[19_999]).isEqualTo("20000");
  }

  @Test
  void aClientThatReadsLaterGetsEverything() {
    String cell =
        client.execute("for (i <- 1 to 30000) { display(i.toString); if (i % 100 == 0) print(i) }");
    client.call("sleep", Map.of("seconds", 5));
    JsonNode done = client.done(cell);

    assertThat(done.path("iopub").findValuesAsText("type"))
        .filteredOn(type -> type.equals("display_data"))
        .hasSize(30_000);
  }

  @Test
  void heartbeatsAreAnswered() {
    assertThat(client.call("alive").path("beating").asBoolean()).isTrue();
  }
}
