package dev.hearth.gateway.jupyter.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hearth.gateway.jupyter.Client;
import dev.hearth.gateway.jupyter.Gateway;
import dev.hearth.gateway.kernel.Transcript;
import dev.hearth.gateway.team.identity.AccessToken;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Control;
import dev.hearth.protocol.message.Display;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.KernelInfo;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.Stdin;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ChannelsTest {
  @TestHTTPResource URI root;
  @Inject AccessToken token;

  private Gateway gateway;
  private String kernel;

  @BeforeEach
  void startKernel() {
    gateway = new Gateway(URI.create(root.toString().replaceAll("/$", "")), token.reveal());
    kernel = gateway.echoKernel();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCellRunsInBothFramings(boolean v1) {
    Client.Builder builder = gateway.client(kernel);
    try (Client client = (v1 ? builder : builder.legacy()).connect()) {
      assertThat(client.run("hällo €"))
          .containsExactly(
              "busy", "execute_input 1", "execute_result", "execute_reply ok 1", "idle");
      assertThat(client.received())
          .extracting(Message::content)
          .contains(new Display.Result(1, Map.of("text/plain", "hällo €"), Map.of(), Map.of()));
      assertThat(client.binaryFrames() > 0).isEqualTo(v1);
    }
  }

  @Test
  void theFirstThingAClientHearsIsTheTrueState() {
    try (Client runner = gateway.client(kernel).connect()) {
      Message cell = runner.execute("print 1\nsleep 600000");
      await().until(() -> runner.words(cell).contains("stdout line 1"));
      try (Client late = gateway.client(kernel).connect()) {
        await().until(() -> !late.received().isEmpty());
        assertThat(late.words().get(0)).isEqualTo("busy");
        assertThat(late.received().get(0).header().session())
            .isEqualTo(runner.received().get(1).header().session());
      }
    }
  }

  @Test
  void anotherPageGetsTheRunningCellFromItsFirstMessage() {
    Client first = gateway.client(kernel).connect();
    Message cell = first.execute("print 5\nsleep 600000");
    await().until(() -> first.words(cell).contains("stdout line 5"));
    first.close();
    await().until(() -> connections() == 0);

    try (Client second = gateway.client(kernel).connect()) {
      await().until(() -> second.words(cell).contains("stdout line 5"));
      second.send(Channel.CONTROL, new Control.InterruptRequest());
      assertThat(second.finished(cell))
          .startsWith(
              "busy",
              "execute_input 1",
              "stdout line 1",
              "stdout line 2",
              "stdout line 3",
              "stdout line 4",
              "stdout line 5")
          .doesNotHaveDuplicates()
          .endsWith("execute_reply error 1", "idle");
    }
  }

  @Test
  void repliesGoToTheClientThatAskedAndOutputToAll() {
    try (Client ada = gateway.client(kernel).connect();
        Client bob = gateway.client(kernel).connect()) {
      // A socket that is open has not begun to read yet; one that was answered has.
      bob.finished(bob.send(Channel.SHELL, new KernelInfo.Request()));
      Message cell = ada.execute("hello");
      ada.finished(cell);
      await().until(() -> bob.words(cell).contains("idle"));

      assertThat(bob.words(cell))
          .containsExactly("busy", "execute_input 1", "execute_result", "idle");
    }
  }

  /** The cell has fewer messages than make a flood, however slow the machine. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 8, 10, 11, 12, 13, 14})
  void aClientThatComesBackHasEveryMessageOnceAndInOrder(int closeAfter) {
    List<String> lines = linesInTwoVisits("print 12 every 1", closeAfter);

    assertThat(lines).containsExactlyElementsOf(lines(12));
  }

  @Test
  void aClientThatLeavesInAFloodLosesNothing() {
    List<String> lines = linesInTwoVisits("print 2000", 777);

    assertThat(lines).hasSizeLessThanOrEqualTo(2000 + CursorPump.MOST_FRAMES);
    assertThat(lines.stream().distinct()).containsExactlyElementsOf(lines(2000));
  }

  private List<String> linesInTwoVisits(String code, int closeAfter) {
    String session = UUID.randomUUID().toString();
    Client first = gateway.client(kernel).session(session).closeAfter(closeAfter).connect();
    Message cell = first.execute(code);
    await().until(first::isClosed);
    await().until(() -> connections() == 0);
    try (Client second = gateway.client(kernel).session(session).connect()) {
      second.finished(cell);
      return Stream.concat(first.words(cell).stream(), second.words(cell).stream())
          .filter(words -> words.startsWith("stdout"))
          .toList();
    }
  }

  private static List<String> lines(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "stdout line " + i).toList();
  }

  @Test
  void whatAKernelSaidWhileItsClientWasAwayIsThereWhenItComesBack() {
    String session = UUID.randomUUID().toString();
    Client first = gateway.client(kernel).session(session).connect();
    Message cell = first.execute("print 3\nsleep 200\nprint 3");
    await().until(() -> first.words(cell).contains("stdout line 3"));
    first.close();
    try (Client other = gateway.client(kernel).connect()) {
      await().until(() -> other.words(cell).contains("idle"));
    }
    try (Client second = gateway.client(kernel).session(session).connect()) {
      assertThat(second.finished(cell))
          .containsExactly(
              "stdout line 1", "stdout line 2", "stdout line 3", "execute_reply ok 1", "idle");
    }
  }

  @Test
  void aClientMayNameTheLastMessageItHas() {
    String session = UUID.randomUUID().toString();
    Client first = gateway.client(kernel).session(session).connect();
    Message cell = first.execute("print 50");
    first.finished(cell);
    first.vanish();
    Message last =
        first.received().stream()
            .filter(message -> Transcript.words(message).equals("stdout line 20"))
            .findFirst()
            .orElseThrow();

    try (Client second =
        gateway.client(kernel).session(session).after(last.header().msgId()).connect()) {
      assertThat(second.finished(cell))
          .startsWith("stdout line 21")
          .endsWith("stdout line 50", "execute_reply ok 1", "idle")
          .hasSize(32);
    }
  }

  @Test
  void theNewestSocketOfASessionWins() {
    String session = UUID.randomUUID().toString();
    Client older = gateway.client(kernel).session(session).connect();
    try (Client newer = gateway.client(kernel).session(session).connect()) {
      assertThat(older.closeCode()).isEqualTo(1000);
      assertThat(newer.run("hello")).endsWith("execute_reply ok 1", "idle");
      assertThat(connections()).isEqualTo(1);
    }
  }

  @Test
  void aClientThatDoesNotReadStallsNobody() {
    try (Client slow = gateway.client(kernel).reading(3).connect();
        Client quick = gateway.client(kernel).connect()) {
      Message cell = quick.execute("display 400 100000");
      quick.finished(cell);
      assertThat(quick.words(cell)).hasSize(404);
      assertThat(slow.received()).hasSizeLessThan(5);

      slow.readOn();
      await().until(() -> slow.words(cell).contains("idle"));
      assertThat(slow.words(cell)).hasSize(403);
    }
  }

  @Test
  void aBusyKernelsInfoIsAnsweredAtOnce() {
    try (Client client = gateway.client(kernel).connect()) {
      Message cell = client.execute("print 1\nsleep 600000");
      await().until(() -> client.words(cell).contains("stdout line 1"));

      Message info = client.send(Channel.SHELL, new KernelInfo.Request());

      assertThat(client.finished(info)).containsExactly("busy", "kernel_info_reply", "idle");
      await().until(() -> client.words().get(client.words().size() - 1).equals("busy"));
      client.send(Channel.CONTROL, new Control.InterruptRequest());
      assertThat(client.finished(cell)).contains("error KeyboardInterrupt");
    }
  }

  @Test
  void aQuestionGoesToTheClientThatRunsTheCell() {
    try (Client ada = gateway.client(kernel).connect();
        Client bob = gateway.client(kernel).connect()) {
      Message cell =
          ada.send(
              Channel.SHELL, new Execute.Request("input Name?", false, true, Map.of(), true, true));
      await().until(() -> ada.words(cell).contains("input_request"));
      ada.send(Channel.STDIN, new Stdin.Reply("Ada"));

      assertThat(ada.finished(cell)).contains("stdout Ada");
      assertThat(bob.words(cell)).doesNotContain("input_request");
    }
  }

  @Test
  void legacyClientsNeverGetABinaryFrameAndAreToldOnceWhatIsLeftOut() {
    try (Client client = gateway.client(kernel).legacy().connect()) {
      List<String> words = client.run("bytes 1000\nbytes 1000");

      assertThat(client.binaryFrames()).isZero();
      assertThat(words.stream().filter("display_data"::equals)).hasSize(2);
      assertThat(words.stream().filter(word -> word.startsWith("stderr [Hearth] Binary data")))
          .hasSize(1);
    }
  }

  @Test
  void v1ClientsGetBuffers() {
    try (Client client = gateway.client(kernel).connect()) {
      client.run("bytes 1000");

      assertThat(client.received())
          .anySatisfy(
              message ->
                  assertThat(message.buffers())
                      .singleElement()
                      .satisfies(buffer -> assertThat(buffer.remaining()).isEqualTo(1000)));
    }
  }

  @Test
  void aMessageAboveTheLimitIsReplacedByANoticeThatSaysWhereItIs() throws Exception {
    try (Client client = gateway.client(kernel).legacy().connect()) {
      List<String> words = client.run("display 1 9000000\nprint 1");

      assertThat(words)
          .contains("stdout line 1", "execute_reply ok 1")
          .doesNotContain("display_data");
      String notice =
          words.stream()
              .filter(word -> word.startsWith("stderr [Hearth]"))
              .findFirst()
              .orElseThrow();
      String path = notice.replaceAll(".*(/api/hearth/\\S+).*", "$1");
      assertThat(gateway.get(path).path("content").path("data").path("text/plain").asText())
          .hasSize(9_000_000);
    }
  }

  @Test
  void framesThatAreNoMessagesAreAnsweredAndHarmNothing() {
    try (Client v1 = gateway.client(kernel).connect();
        Client legacy = gateway.client(kernel).legacy().connect()) {
      v1.sendBytes(new byte[] {1, 2, 3});
      v1.sendText("{}");
      legacy.sendText("{not json");
      legacy.sendText("\u0000\u0000\u0000\u0002binary as text");
      legacy.sendBytes(new byte[] {0, 0, 0, 9});

      assertThat(v1.run("hello")).contains("execute_reply ok 1");
      assertThat(legacy.run("hello")).contains("execute_reply ok 2");
      assertThat(v1.words().stream().filter(word -> word.contains("no Jupyter message")))
          .hasSize(2);
      assertThat(legacy.words().stream().filter(word -> word.contains("no Jupyter message")))
          .hasSize(3);
    }
  }

  @Test
  void aLargeFrameFromAClientArrives() {
    String code = "x".repeat(20_000_000);
    try (Client client = gateway.client(kernel).connect()) {
      assertThat(client.run(code)).contains("execute_reply ok 1");
    }
  }

  @Test
  void aFrameAboveTheGatewaysLimitClosesItsSocketAlone() {
    try (Client client = gateway.client(kernel).connect();
        Client other = gateway.client(kernel).connect()) {
      client.sendBytes(new byte[(64 << 20) + 1]);

      assertThat(client.closeCode()).isEqualTo(1009);
      assertThat(other.run("hello")).contains("execute_reply ok 1");
    }
  }

  @Test
  void aDeletedKernelSaysThatItIsDeadAndItsSocketsClose() throws Exception {
    try (Client client = gateway.client(kernel).connect()) {
      client.run("hello");
      Gateway.http()
          .send(
              gateway.request("/api/kernels/" + kernel).DELETE().build(),
              HttpResponse.BodyHandlers.discarding());

      assertThat(client.closeCode()).isEqualTo(1000);
      assertThat(client.words()).endsWith("dead");
      assertThat(gateway.client(kernel).refusal()).isEqualTo(404);
    }
  }

  @Test
  void aRestartKeepsTheSocketAndStartsCountingAfresh() {
    try (Client client = gateway.client(kernel).connect()) {
      client.run("one");
      gateway.post("/api/kernels/" + kernel + "/restart", "");
      assertThat(client.run("two")).contains("execute_input 1");
    }
  }

  @Test
  void aHandshakeToAnUnknownKernelIs404AndWithoutTokenIs403() {
    assertThat(gateway.client(UUID.randomUUID().toString()).refusal()).isEqualTo(404);
    assertThat(gateway.client("no-id").refusal()).isEqualTo(404);
    assertThat(gateway.client(kernel).token("").refusal()).isEqualTo(403);
    assertThat(gateway.client(kernel).token("wrong").refusal()).isEqualTo(403);
  }

  private int connections() {
    return gateway.get("/api/kernels/" + kernel).path("connections").asInt();
  }
}
