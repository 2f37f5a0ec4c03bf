package dev.hearth.driver.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.driver.kernel.GatewayCalls;
import dev.hearth.driver.kernel.Mailbox;
import dev.hearth.driver.kernel.Outbox;
import dev.hearth.driver.kernel.RefusedCallException;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.link.CallAnswer;
import dev.hearth.protocol.link.DriverState;
import dev.hearth.protocol.link.DriverState.Phase;
import dev.hearth.protocol.link.Hello;
import dev.hearth.protocol.link.KernelCall;
import dev.hearth.protocol.link.KernelOrder;
import dev.hearth.protocol.link.LinkFrame;
import dev.hearth.protocol.link.TokenHash;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Json;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.MessageParts;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The link against a gateway that keeps to the protocol but not to its connections. */
@Timeout(120)
class LinkTest {
  private static final long WINDOW = 1 << 20;
  private static final DriverState STARTING =
      new DriverState(Phase.STARTING, List.of(), null, null, null, null);
  private static final LinkTiming PATIENT =
      new LinkTiming(
          Duration.ofMillis(5),
          Duration.ofMillis(50),
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofSeconds(45),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5));

  private final UUID session = UUID.randomUUID();
  private final UUID kernelId = UUID.randomUUID();
  private final TestGateway gateway = new TestGateway();
  private final Map<UUID, TestMailbox> kernels = new ConcurrentHashMap<>();
  private Link link;
  private CompletableFuture<LinkEnd> end;

  @TempDir private Path spool;

  @AfterEach
  void close() throws Exception {
    link.close();
    end.get(30, TimeUnit.SECONDS);
    gateway.close();
  }

  @Test
  void introducesItself() throws InterruptedException {
    start(PATIENT);
    TestLink connection = gateway.awaitLink();
    Hello hello = connection.awaitHello();

    assertThat(connection.request()).startsWith("GET /api/hearth/link/" + session + " ");
    assertThat(connection.authorization()).isEqualTo("Bearer secret");
    assertThat(hello.sessionId()).isEqualTo(session);
    assertThat(hello.kernels()).isEmpty();
    assertThat(hello.state()).isEqualTo(STARTING);
  }

  @Test
  void tellsEachChangeOfItsState() throws InterruptedException {
    start(PATIENT);
    TestLink connection = gateway.awaitLink();
    connection.awaitHello();
    connection.welcome(WINDOW);
    DriverState ready = new DriverState(Phase.READY, List.of(), "app-1", null, "3.5.5", null);
    link.state(ready);

    assertThat(connection.next(LinkFrame.State.class).state()).isEqualTo(ready);
  }

  @Test
  void numbersOutputsOnFromWhatTheGatewayHas() throws InterruptedException {
    start(PATIENT);
    TestLink connection = connect(order(17, 0));
    kernel().say("hello");

    LinkFrame.Output output = connection.next(LinkFrame.Output.class);
    assertThat(output.kernelId()).isEqualTo(kernelId);
    assertThat(output.number()).isEqualTo(18);
    assertThat(text(output.frame())).isEqualTo("hello");
  }

  @Test
  void outputsArriveOnceAndInOrderHoweverOftenTheLinkBreaks() throws Exception {
    start(PATIENT);
    int outputs = 3_000;
    Random random = new Random(7);
    List<String> journal = new ArrayList<>();
    TestLink connection = connect(order(0, 0));
    Thread cell =
        new Thread(
            () -> {
              for (int i = 1; i <= outputs; i++) {
                kernel().say("output " + i + " " + "x".repeat(i % 500));
              }
            });
    cell.start();
    while (journal.size() < outputs) {
      int untilBreak = 1 + random.nextInt(400);
      for (int i = 0; i < untilBreak && journal.size() < outputs; i++) {
        LinkFrame.Output output = connection.next(LinkFrame.Output.class);
        assertThat(output.number()).isEqualTo(journal.size() + 1);
        journal.add(text(output.frame()));
        if (random.nextInt(3) == 0) { // some acknowledgements are lost with the connection
          connection.send(new LinkFrame.Ack(kernelId, output.number()));
        }
      }
      connection.drop();
      connection = connect(order(journal.size(), 0));
    }
    cell.join();

    for (int i = 1; i <= outputs; i++) {
      assertThat(journal.get(i - 1)).startsWith("output " + i + " ");
    }
    kernel().say("the last word");
    assertThat(connection.next(LinkFrame.Output.class).number()).isEqualTo(outputs + 1);
  }

  @Test
  void aGatewayThatDoesNotAcknowledgeIsNotFlooded() throws InterruptedException {
    start(PATIENT);
    long window = 10_000;
    TestLink connection = gateway.awaitLink();
    connection.awaitHello();
    connection.welcome(window, order(0, 0));
    awaitKernel();
    for (int i = 0; i < 2_000; i++) {
      kernel().say("x".repeat(1_000));
    }
    long taken = 0;
    long last = 0;
    while (taken + 1_000 <= window) {
      LinkFrame.Output output = connection.next(LinkFrame.Output.class);
      taken += output.frame().remaining();
      last = output.number();
    }
    link.state(new DriverState(Phase.READY, List.of(), null, null, null, null));
    assertThat(connection.next()).isInstanceOf(LinkFrame.State.class); // and no further output
    connection.send(new LinkFrame.Ack(kernelId, last));
    assertThat(connection.next(LinkFrame.Output.class).number()).isEqualTo(last + 1);
  }

  @Test
  void anOutputLargerThanTheWindowIsSentByItself() throws InterruptedException {
    start(PATIENT);
    TestLink connection = gateway.awaitLink();
    connection.awaitHello();
    connection.welcome(1_000, order(0, 0));
    awaitKernel();
    kernel().say("x".repeat(200_000));

    assertThat(connection.next(LinkFrame.Output.class).frame().remaining()).isEqualTo(200_000);
  }

  @Test
  void requestsAreTakenOnce() throws InterruptedException {
    start(PATIENT);
    TestLink connection = connect(order(0, 5));
    connection.send(request(6, "a"));
    connection.send(request(6, "a"));
    connection.send(request(7, "b"));

    await().untilAsserted(() -> assertThat(kernel().codes()).containsExactly("a", "b"));
    connection.drop();

    TestLink again = gateway.awaitLink();
    assertThat(again.awaitHello().kernels())
        .containsExactly(new Hello.HostedKernel(kernelId, 7, 0));
    again.welcome(WINDOW, order(0, 7));
    again.send(request(7, "b"));
    again.send(request(8, "c"));
    await().untilAsserted(() -> assertThat(kernel().codes()).containsExactly("a", "b", "c"));
  }

  @Test
  void aCallIsAskedAgainAfterABreakUntilItIsAnswered() throws Exception {
    start(PATIENT);
    TestLink connection = connect(order(0, 0));
    CompletableFuture<JsonNode> answer =
        kernel().gateway.call("sessions.list", Json.mapper().createObjectNode().put("all", true));
    KernelCall first = connection.next(LinkFrame.Call.class).call();
    connection.drop();

    TestLink again = connect(order(0, 0));
    KernelCall second = again.next(LinkFrame.Call.class).call();
    assertThat(second).isEqualTo(first);
    assertThat(second.kernelId()).isEqualTo(kernelId);
    assertThat(second.method()).isEqualTo("sessions.list");
    assertThat(second.params().path("all").asBoolean()).isTrue();
    JsonNode result = Json.mapper().createArrayNode().add("a");
    again.send(new LinkFrame.Answer(CallAnswer.of(second.callId(), result)));
    assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(result);
  }

  @Test
  void aRefusedCallSaysWhy() throws Exception {
    start(PATIENT);
    TestLink connection = connect(order(0, 0));
    CompletableFuture<JsonNode> answer =
        kernel().gateway.call("kernel.attach", Json.mapper().createObjectNode());
    KernelCall call = connection.next(LinkFrame.Call.class).call();
    connection.send(
        new LinkFrame.Answer(CallAnswer.refused(call.callId(), "There is no such session.")));

    assertThat(answer)
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(RefusedCallException.class)
        .withMessage("There is no such session.");
  }

  @Test
  void aCallWithoutAnAnswerFailsAfterItsBound() throws Exception {
    start(impatientForAnswers());
    connect(order(0, 0));
    CompletableFuture<JsonNode> answer =
        kernel().gateway.call("sessions.list", Json.mapper().createObjectNode());

    assertThat(answer)
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(RefusedCallException.class)
        .withMessageContaining("did not answer within");
  }

  @Test
  void callsOfAClosedKernelAreGivenUp() throws Exception {
    start(PATIENT);
    TestLink connection = connect(order(0, 0));
    CompletableFuture<JsonNode> answer =
        kernel().gateway.call("sessions.list", Json.mapper().createObjectNode());
    connection.next(LinkFrame.Call.class);
    connection.send(new LinkFrame.Close(kernelId));

    await().until(answer::isCancelled);
  }

  private static LinkTiming impatientForAnswers() {
    return new LinkTiming(
        PATIENT.firstRetry(),
        PATIENT.longestRetry(),
        PATIENT.handshake(),
        PATIENT.ping(),
        PATIENT.silence(),
        Duration.ofMillis(50),
        PATIENT.orphan());
  }

  @Test
  void aMissingRequestBreaksTheConnectionSoThatItIsSentAgain() throws InterruptedException {
    start(PATIENT);
    TestLink connection = connect(order(0, 0));
    connection.send(request(2, "too early"));

    Hello hello = gateway.awaitLink().awaitHello();
    assertThat(hello.kernels()).containsExactly(new Hello.HostedKernel(kernelId, 0, 0));
    assertThat(kernel().codes()).isEmpty();
  }

  @Test
  void aRequestThatIsNoMessageIsDropped() throws InterruptedException {
    start(PATIENT);
    TestLink connection = connect(order(0, 0));
    ByteBuffer noise = ByteBuffer.wrap("noise".getBytes(StandardCharsets.UTF_8));
    connection.send(new LinkFrame.Request(kernelId, 1, noise));
    connection.send(request(2, "a"));

    await().untilAsserted(() -> assertThat(kernel().codes()).containsExactly("a"));
  }

  @Test
  void joinsFragmentedFrames() throws InterruptedException {
    start(PATIENT);
    TestLink connection = connect(order(0, 0));
    String code = "x".repeat(100_000);
    connection.sendInPieces(request(1, code), 7_001);

    await().untilAsserted(() -> assertThat(kernel().codes()).containsExactly(code));
  }

  @Test
  void refusesAFrameWithoutEnd() throws InterruptedException {
    start(PATIENT);
    TestLink connection = connect(order(0, 0));
    byte[] large = new byte[66 << 20];
    LinkFrame frame = new LinkFrame.Request(kernelId, 1, ByteBuffer.wrap(large));
    // The driver may hang up before all of it is sent.
    assertThatCode(() -> connection.sendInPieces(frame, 1 << 20))
        .satisfiesAnyOf(
            sent -> assertThat(sent).isNull(),
            broken -> assertThat(broken).isInstanceOf(UncheckedIOException.class));

    assertThat(gateway.awaitLink().awaitHello().kernels()).hasSize(1);
  }

  @Test
  void hostsExactlyTheKernelsThatShallExist() throws InterruptedException {
    start(PATIENT);
    TestLink connection = connect(order(0, 0));
    UUID second = UUID.randomUUID();
    connection.send(new LinkFrame.Open(new KernelOrder(second, "sql", "bob", 0, 0)));
    await().until(() -> kernels.containsKey(second));
    assertThat(kernels.get(second).order.language()).isEqualTo("sql");
    connection.send(new LinkFrame.Close(second));
    await().until(() -> kernels.get(second).closed);
    connection.drop();

    TestLink again = gateway.awaitLink();
    assertThat(again.awaitHello().kernels()).hasSize(1);
    again.welcome(WINDOW); // none
    await().until(() -> kernel().closed);
  }

  @Test
  void severalKernelsDoNotKeepEachOtherWaiting() throws InterruptedException {
    start(PATIENT);
    UUID second = UUID.randomUUID();
    TestLink connection = gateway.awaitLink();
    connection.awaitHello();
    connection.welcome(WINDOW, order(0, 0), new KernelOrder(second, "scala", "ann", 0, 0));
    awaitKernel();
    for (int i = 0; i < 100; i++) {
      kernel().say("x".repeat(8_000));
    }
    kernels.get(second).say("me too");

    LinkFrame.Output of =
        connection.next(LinkFrame.Output.class, output -> output.kernelId().equals(second));
    assertThat(of.number()).isEqualTo(1);
  }

  @Test
  void aSilentGatewayIsLeft() throws InterruptedException {
    start(
        new LinkTiming(
            Duration.ofMillis(5),
            Duration.ofMillis(50),
            Duration.ofSeconds(10),
            Duration.ofMillis(50),
            Duration.ofMillis(400),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5)));
    TestLink connection = connect(order(0, 0));
    connection.awaitPing();

    assertThat(gateway.awaitLink().awaitHello().kernels()).hasSize(1);
  }

  @Test
  void dialsAgainAfterOtherRefusals() throws InterruptedException {
    gateway.answerHandshakesWith(503);
    start(PATIENT);
    await().until(() -> gateway.dials() >= 3);
    gateway.answerHandshakesWith(101);

    gateway.awaitLink().awaitHello();
  }

  @Test
  void endsWhenTheSessionIsGone() throws Exception {
    gateway.answerHandshakesWith(404);
    start(PATIENT);

    assertThat(end.get(30, TimeUnit.SECONDS).cause()).isEqualTo(LinkEnd.Cause.GONE);
  }

  @Test
  void endsWhenTheTokenIsRefused() throws Exception {
    gateway.answerHandshakesWith(401);
    start(PATIENT);

    assertThat(end.get(30, TimeUnit.SECONDS).cause()).isEqualTo(LinkEnd.Cause.GONE);
  }

  @Test
  void dialsWithTheTokenThatItWasGivenLast() throws Exception {
    start(PATIENT);
    TestLink connection = connect(order(0, 0));
    connection.send(new LinkFrame.Token("second"));
    assertThat(connection.next(LinkFrame.TokenKept.class).hash()).isEqualTo(TokenHash.of("second"));
    connection.drop();

    TestLink again = connect(order(0, 0));
    assertThat(again.authorization()).isEqualTo("Bearer second");
    again.send(new LinkFrame.Token("third"));
    assertThat(again.next(LinkFrame.TokenKept.class).hash()).isEqualTo(TokenHash.of("third"));
    again.drop();
    assertThat(gateway.awaitLink().authorization()).isEqualTo("Bearer third");
  }

  @Test
  void aTokenThatIsRefusedGivesWayToTheOneThatWasGoodBefore() throws Exception {
    start(PATIENT);
    TestLink connection = connect(order(0, 0));
    connection.send(new LinkFrame.Token("lost"));
    connection.next(LinkFrame.TokenKept.class);
    gateway.accept("Bearer secret"::equals);
    connection.drop();

    assertThat(gateway.awaitLink().authorization()).isEqualTo("Bearer secret");
  }

  @Test
  void endsWhenAllItsTokensAreRefused() throws Exception {
    start(PATIENT);
    TestLink connection = connect(order(0, 0));
    connection.send(new LinkFrame.Token("second"));
    connection.next(LinkFrame.TokenKept.class);
    gateway.accept("Bearer another"::equals);
    connection.drop();

    assertThat(end.get(30, TimeUnit.SECONDS).cause()).isEqualTo(LinkEnd.Cause.GONE);
  }

  @Test
  void isNeverLockedOutWhereverTheHandingOverOfTokensBreaks() throws Exception {
    TokenBook book = new TokenBook();
    gateway.accept(book::accepts);
    start(PATIENT);
    Random random = new Random(11);
    for (int i = 0; i < 60; i++) {
      TestLink connection = connect(order(0, 0));
      String token = book.offer();
      int progress = random.nextInt(4);
      if (progress > 0) {
        connection.send(new LinkFrame.Token(token)); // else the gateway dies before it is sent
      }
      if (progress > 1) {
        LinkFrame.TokenKept kept = connection.next(LinkFrame.TokenKept.class);
        if (progress > 2) { // else it dies before it has heard that
          book.kept(kept.hash());
        }
      }
      connection.drop();
    }
    assertThat(gateway.awaitLink().awaitHello().sessionId()).isEqualTo(session);
  }

  /** A gateway's record of one session's tokens, as its registry keeps it. */
  private static final class TokenBook {
    private String current = "secret";
    private String next = "";
    private int offers;

    synchronized boolean accepts(String authorization) {
      kept(TokenHash.of(authorization.substring("Bearer ".length())));
      return authorization.equals("Bearer " + current);
    }

    synchronized String offer() {
      next = "token-" + ++offers;
      return next;
    }

    synchronized void kept(String hash) {
      if (TokenHash.of(next).equals(hash)) {
        current = next;
        next = "";
      }
    }
  }

  @Test
  void endsWhenTheLinkIsClosedAsGone() throws Exception {
    start(PATIENT);
    TestLink connection = connect(order(0, 0));
    connection.close(Connection.CLOSE_GONE);

    assertThat(end.get(30, TimeUnit.SECONDS).cause()).isEqualTo(LinkEnd.Cause.GONE);
    assertThat(kernel().closed).isTrue();
  }

  @Test
  void endsWhenTheGatewaySaysStop() throws Exception {
    start(PATIENT);
    connect(order(0, 0)).send(new LinkFrame.Stop("culled"));

    assertThat(end.get(30, TimeUnit.SECONDS))
        .isEqualTo(new LinkEnd(LinkEnd.Cause.STOPPED, "culled"));
  }

  @Test
  void endsWhenNoGatewayIsFoundForTooLong() throws Exception {
    gateway.close();
    start(
        new LinkTiming(
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(45),
            Duration.ofSeconds(30),
            Duration.ofMillis(200)));

    assertThat(end.get(30, TimeUnit.SECONDS).cause()).isEqualTo(LinkEnd.Cause.ORPHANED);
  }

  @Test
  void findsAGatewayThatHasMoved() throws Exception {
    Path file = spool.resolve("gateway.url");
    Files.writeString(file, "http://127.0.0.1:9/");
    start(PATIENT, LinkAddress.inFile(file));
    Files.writeString(file, gateway.url() + "\n");

    assertThat(gateway.awaitLink().awaitHello().sessionId()).isEqualTo(session);
  }

  private void start(LinkTiming timing) {
    start(timing, LinkAddress.fixed(gateway.url()));
  }

  private void start(LinkTiming timing, LinkAddress address) {
    LinkSettings settings =
        new LinkSettings(
            session,
            address,
            new LinkToken("secret"),
            timing,
            spool,
            new SpoolLimits(64 << 10, 1 << 30, 1 << 20));
    link = new Link(settings, this::open, STARTING);
    end = new CompletableFuture<>();
    Thread runner =
        new Thread(
            () -> {
              try {
                end.complete(link.run());
              } catch (InterruptedException | RuntimeException e) {
                end.completeExceptionally(e);
              }
            },
            "link-under-test");
    runner.setDaemon(true);
    runner.start();
  }

  private Mailbox open(KernelOrder order, Outbox outbox, GatewayCalls gateway) {
    TestMailbox mailbox = new TestMailbox(order, outbox, gateway);
    kernels.put(order.kernelId(), mailbox);
    return mailbox;
  }

  private KernelOrder order(long acked, long received) {
    return new KernelOrder(kernelId, "scala", "ann", acked, received);
  }

  private TestLink connect(KernelOrder order) throws InterruptedException {
    TestLink connection = gateway.awaitLink();
    connection.awaitHello();
    connection.welcome(WINDOW, order);
    awaitKernel();
    return connection;
  }

  private void awaitKernel() {
    await().until(() -> kernels.containsKey(kernelId));
  }

  private TestMailbox kernel() {
    return kernels.get(kernelId);
  }

  private LinkFrame.Request request(long number, String code) {
    Message message = Message.of(Channel.SHELL, "client", "ann", Execute.Request.of(code));
    ByteBuffer frame = ByteBuffer.wrap(V1Frame.encode(message.toParts()));
    return new LinkFrame.Request(kernelId, number, frame);
  }

  private static String text(ByteBuffer frame) {
    return StandardCharsets.UTF_8.decode(frame.duplicate()).toString();
  }

  /** A kernel that notes what comes and says what it is told to. */
  private static final class TestMailbox implements Mailbox {
    final KernelOrder order;
    private final Outbox outbox;
    final GatewayCalls gateway;
    private final List<String> codes = new CopyOnWriteArrayList<>();
    volatile boolean closed;

    TestMailbox(KernelOrder order, Outbox outbox, GatewayCalls gateway) {
      this.order = order;
      this.outbox = outbox;
      this.gateway = gateway;
    }

    void say(String text) {
      outbox.append(text.getBytes(StandardCharsets.UTF_8));
    }

    List<String> codes() {
      return codes;
    }

    @Override
    public void submit(MessageParts request) {
      codes.add(((Execute.Request) Message.parse(request).content()).code());
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
