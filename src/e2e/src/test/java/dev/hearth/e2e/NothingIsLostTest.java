package dev.hearth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every message once and in order, whatever breaks while a cell runs. */
@ExtendWith(SharedGateway.class)
class NothingIsLostTest {
  private static final int LINES = 60;
  private static final String SLOW_CELL =
      "for (i <- 1 to " + LINES + ") { println(s\"line $i\"); Thread.sleep(50) }";
  private static final String EXPECTED =
      IntStream.rangeClosed(1, LINES)
          .mapToObj(i -> "line " + i + "\n")
          .collect(Collectors.joining());

  private final GatewayProcess gateway = SharedGateway.gateway();
  private final String kernel = SharedGateway.kernel();

  @ParameterizedTest
  @EnumSource(Framing.class)
  void aCellsLinesArriveOneByOneWhileItRuns(Framing framing) {
    try (RawClient client =
        RawClient.connect(gateway, kernel, UUID.randomUUID().toString(), framing)) {
      String cell =
          client.execute("for (i <- 1 to 10) { println(s\"line $i\"); Thread.sleep(100) }");
      client.awaitDone(cell);
      List<String> chunks =
          client.of(cell).stream()
              .filter(message -> message.type().equals("stream"))
              .map(Received::text)
              .toList();
      assertThat(chunks).hasSizeGreaterThanOrEqualTo(8);
      assertThat(String.join("", chunks)).startsWith("line 1\n").endsWith("line 10\n");
    }
  }

  @ParameterizedTest
  @EnumSource(Framing.class)
  void aClientThatWasCutOffGetsTheRestWhenItReturns(Framing framing) {
    String session = UUID.randomUUID().toString();
    RawClient before = RawClient.connect(gateway, kernel, session, framing);
    String cell = before.execute(SLOW_CELL);
    awaitLines(before, cell, 10);
    before.drop();
    List<Received> first = before.messages();
    try (RawClient after = RawClient.connect(gateway, kernel, session, framing)) {
      after.awaitDone(cell);
      assertOnceAndInOrder(cell, first, after.messages());
    }
  }

  @Test
  void aClientThatReturnsAfterTheCellHasEndedGetsTheRestAndTheReply() {
    String session = UUID.randomUUID().toString();
    RawClient before = RawClient.connect(gateway, kernel, session, Framing.V1);
    String cell = before.execute(SLOW_CELL);
    awaitLines(before, cell, 5);
    before.drop();
    SharedGateway.awaitIdle(kernel);
    try (RawClient after = RawClient.connect(gateway, kernel, session, Framing.V1)) {
      after.awaitDone(cell);
      assertOnceAndInOrder(cell, before.messages(), after.messages());
    }
  }

  @Test
  void aPageThatWasReloadedSeesTheRunningCellFromItsStart() {
    RawClient before = RawClient.connect(gateway, kernel);
    String cell = before.execute(SLOW_CELL);
    awaitLines(before, cell, 10);
    before.drop();
    try (RawClient reloaded = RawClient.connect(gateway, kernel)) {
      reloaded.awaitDone(cell);
      assertThat(reloaded.printed(cell)).isEqualTo(EXPECTED);
      assertThat(ids(reloaded.of(cell))).doesNotHaveDuplicates();
    }
  }

  @Test
  void aGatewayThatIsKilledAndStartedAgainLosesNothing() {
    String session = UUID.randomUUID().toString();
    RawClient before = RawClient.connect(gateway, kernel, session, Framing.V1);
    String cell = before.execute(SLOW_CELL.replace("50", "200"));
    awaitLines(before, cell, 10);
    gateway.kill();
    gateway.start();
    assertThat(gateway.kernelState(kernel)).isEqualTo("busy");
    try (RawClient after = RawClient.connect(gateway, kernel, session, Framing.V1)) {
      String next = after.execute("println(\"next\")");
      after.awaitDone(cell);
      assertOnceAndInOrder(cell, before.messages(), after.messages());
      after.awaitDone(next);
      assertThat(after.printed(next)).isEqualTo("next\n");
    }
  }

  @Test
  void aCellThatWasAcceptedRunsAlthoughTheGatewayDies() {
    RawClient before = RawClient.connect(gateway, kernel);
    before.execute("Thread.sleep(3000)");
    String waiting = before.execute("println(\"ran \" + (20 + 3))");
    String probe = before.execute("1");
    assertThat(probe).isNotEmpty();
    await().until(() -> gateway.kernelState(kernel).equals("busy"));
    gateway.kill();
    gateway.start();
    try (RawClient after = RawClient.connect(gateway, kernel, before.session(), Framing.V1)) {
      after.awaitDone(waiting);
      assertThat(after.printed(waiting)).isEqualTo("ran 23\n");
    }
  }

  private static void awaitLines(RawClient client, String cell, int lines) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> client.printed(cell).lines().count() >= lines);
  }

  /** Both parts of what a client got, before and after the break. */
  private static void assertOnceAndInOrder(
      String cell, List<Received> before, List<Received> after) {
    List<Received> all = new ArrayList<>();
    before.stream().filter(message -> message.parentId().equals(cell)).forEach(all::add);
    after.stream().filter(message -> message.parentId().equals(cell)).forEach(all::add);
    assertThat(ids(all)).doesNotHaveDuplicates();
    assertThat(
            all.stream()
                .filter(message -> message.type().equals("stream"))
                .map(Received::text)
                .collect(Collectors.joining()))
        .isEqualTo(EXPECTED);
    assertThat(all.get(0).isStatus("busy")).isTrue();
    assertThat(all.get(all.size() - 1).isStatus("idle")).isTrue();
    assertThat(all).filteredOn(message -> message.type().equals("execute_reply")).hasSize(1);
  }

  private static List<String> ids(List<Received> messages) {
    return messages.stream().map(Received::msgId).toList();
  }
}
