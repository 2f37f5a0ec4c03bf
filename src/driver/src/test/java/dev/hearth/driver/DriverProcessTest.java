package dev.hearth.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.driver.link.TestGateway;
import dev.hearth.driver.link.TestLink;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.link.DriverState.Phase;
import dev.hearth.protocol.link.DriverState.Step;
import dev.hearth.protocol.link.Hello;
import dev.hearth.protocol.link.KernelOrder;
import dev.hearth.protocol.link.LinkFrame;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Control;
import dev.hearth.protocol.message.Display;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.Status;
import dev.hearth.protocol.message.Stream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The driver as it is: a process of its own with Spark in it. */
@Timeout(300)
class DriverProcessTest {
  private static final long WINDOW = 1 << 20;

  private final UUID session = UUID.randomUUID();
  private final UUID kernel = UUID.randomUUID();
  private final TestGateway gateway = new TestGateway();
  private Process driver;

  @TempDir private Path home;

  @AfterEach
  void stop() {
    driver.destroyForcibly();
    gateway.close();
  }

  @Test
  void runsCellsAndOutlivesItsGatewaysConnections() throws Exception {
    launch(Map.of(), "-Dspark.master=local[1]");
    TestLink link = gateway.awaitLink();
    Hello hello = link.awaitHello();
    assertThat(hello.sessionId()).isEqualTo(session);
    assertThat(hello.pid()).isEqualTo(driver.pid());
    link.welcome(WINDOW, new KernelOrder(kernel, "scala", "ann", 0, 0));
    LinkFrame.State ready = link.next(LinkFrame.State.class, s -> s.state().phase() == Phase.READY);
    assertThat(ready.state().steps())
        .extracting(Step::text)
        .containsExactly("Starting Spark 3.5.5 on local[1]", "Starting the Scala interpreter");
    assertThat(ready.state().applicationId()).startsWith("local-");

    request(link, 1, "println(\"hello\"); spark.range(10).count()");
    List<Content> cell = untilIdle(link);
    assertThat(cell).contains(new Stream(Stream.Name.STDOUT, "hello\n"));
    assertThat(cell)
        .anySatisfy(
            content ->
                assertThat(content)
                    .isInstanceOfSatisfying(
                        Display.Result.class,
                        result ->
                            assertThat(result.data().get("text/plain")).asString().contains("10")));

    // The signals of the terminal that it shares with its gateway are not meant for it.
    signal("INT");
    signal("HUP");
    link.drop();
    TestLink again = gateway.awaitLink();
    Hello.HostedKernel standing = again.awaitHello().kernels().get(0);
    assertThat(standing.received()).isEqualTo(1);
    again.welcome(
        WINDOW, new KernelOrder(kernel, "scala", "ann", standing.produced(), standing.received()));
    request(again, 2, "val x = 6 * 7");
    assertThat(untilIdle(again)).anyMatch(Execute.Reply.class::isInstance);

    again.send(new LinkFrame.Stop("the test is over"));
    assertThat(driver.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(driver.exitValue()).isZero();
  }

  @Test
  void stopsCellsRestartsKernelsAndSharesViewsAmongThem() throws Exception {
    launch(Map.of(), "-Dspark.master=local[2]", "-Dhearth.interrupt.stop-after=PT0.5S");
    TestLink link = gateway.awaitLink();
    link.awaitHello();
    UUID sql = UUID.randomUUID();
    link.welcome(
        WINDOW,
        new KernelOrder(kernel, "scala", "ann", 0, 0),
        new KernelOrder(sql, "sql", "ann", 0, 0));

    // Its Spark job sleeps in the executors, where only a cancellation finds it.
    request(
        link, 1, "println(\"go\"); sc.parallelize(1 to 2, 2).foreach(_ => Thread.sleep(600000))");
    awaitText(link, "go\n");
    send(link, kernel, 2, Channel.CONTROL, new Control.InterruptRequest());
    assertThat(failure(untilIdle(link)).ename()).isEqualTo("Interrupted");

    request(link, 3, "println(\"go\"); while (true) {}");
    awaitText(link, "go\n");
    send(link, kernel, 4, Channel.CONTROL, new Control.InterruptRequest());
    assertThat(failure(untilIdle(link)).ename()).isEqualTo("Interrupted");

    request(link, 5, "spark.range(3).createOrReplaceTempView(\"three\"); val gone = 1");
    untilIdle(link);
    send(link, kernel, 6, Channel.CONTROL, new Control.ShutdownRequest(true));
    request(link, 7, "gone");
    assertThat(failure(untilIdle(link)).traceback())
        .anySatisfy(line -> assertThat(line).contains("not found: value gone"));

    send(link, sql, 1, Channel.SHELL, Execute.Request.of("select sum(id) as total from three"));
    assertThat(untilIdle(link))
        .anySatisfy(
            content ->
                assertThat(content)
                    .isInstanceOfSatisfying(
                        Display.Result.class,
                        result ->
                            assertThat(result.data().get("text/plain"))
                                .asString()
                                .contains("total")
                                .contains("3")));

    // A context that a cell has stopped does not keep other code from being interrupted.
    request(link, 8, "spark.stop(); println(\"go\"); while (true) {}");
    awaitText(link, "go\n");
    send(link, kernel, 9, Channel.CONTROL, new Control.InterruptRequest());
    assertThat(failure(untilIdle(link)).ename()).isEqualTo("Interrupted");

    signal("TERM");
    assertThat(driver.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void endsCleanlyWhenItIsTerminated() throws Exception {
    launch(Map.of(), "-Dspark.master=local[1]");
    TestLink link = gateway.awaitLink();
    link.awaitHello();
    link.welcome(WINDOW);
    link.next(LinkFrame.State.class, s -> s.state().phase() == Phase.READY);

    signal("TERM");

    assertThat(driver.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(driver.exitValue()).isZero();
  }

  @Test
  void explainsWhyItCannotStart() throws Exception {
    launch(Map.of(), "-Dspark.master=moon[2]");
    TestLink link = gateway.awaitLink();
    link.awaitHello();
    link.welcome(WINDOW);

    LinkFrame.State failed =
        link.next(LinkFrame.State.class, s -> s.state().phase() == Phase.FAILED);
    assertThat(failed.state().failure()).contains("moon[2]").contains("spark.master");

    link.send(new LinkFrame.Stop("the gateway has heard it"));
    assertThat(driver.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(driver.exitValue()).isEqualTo(1);
  }

  @Test
  void exitsWhenTheGatewayDoesNotKnowTheSession() throws Exception {
    gateway.answerHandshakesWith(404);
    launch(Map.of(), "-Dspark.master=local[1]");

    assertThat(driver.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(driver.exitValue()).isZero();
  }

  @Test
  void exitsWhenNoGatewayComesBack() throws Exception {
    gateway.close();
    launch(Map.of("HEARTH_ORPHAN_LIMIT", "PT0.5S"), "-Dspark.master=local[1]");

    assertThat(driver.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(driver.exitValue()).isZero();
  }

  @Test
  void refusesAnEnvironmentThatIsIncomplete() throws Exception {
    launch(Map.of("HEARTH_LINK_TOKEN", ""), "-Dspark.master=local[1]");

    assertThat(driver.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(driver.exitValue()).isEqualTo(2);
  }

  private void launch(Map<String, String> environment, String... properties) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Spark's flags for Java 17, which this process was started with, too.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.add("-Xmx1g");
    command.addAll(List.of(properties));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(SessionDriver.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().put("HEARTH_SESSION_ID", session.toString());
    builder.environment().put("HEARTH_LINK_TOKEN", "secret");
    builder.environment().put("HEARTH_LINK_URL", gateway.url());
    builder.environment().put("HEARTH_SPOOL_DIR", home.resolve("spool").toString());
    builder.environment().put("HEARTH_REPL_DIR", home.resolve("classes").toString());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(Redirect.to(home.resolve("log").toFile()));
    driver = builder.start();
  }

  private void signal(String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(driver.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private void request(TestLink link, long number, String code) {
    send(link, kernel, number, Channel.SHELL, Execute.Request.of(code));
  }

  private static void send(
      TestLink link, UUID kernel, long number, Channel channel, Content content) {
    Message message = Message.of(channel, "client", "ann", content);
    ByteBuffer frame = ByteBuffer.wrap(V1Frame.encode(message.toParts()));
    link.send(new LinkFrame.Request(kernel, number, frame));
  }

  private static void awaitText(TestLink link, String text) {
    link.next(
        LinkFrame.Output.class,
        output ->
            Message.parse(V1Frame.parse(output.frame()))
                .content()
                .equals(new Stream(Stream.Name.STDOUT, text)));
  }

  private static Execute.Failed failure(List<Content> cell) {
    return cell.stream()
        .filter(Execute.Failed.class::isInstance)
        .map(Execute.Failed.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** What is said until a cell has ended, each output acknowledged. */
  private static List<Content> untilIdle(TestLink link) {
    List<Content> contents = new ArrayList<>();
    Message message;
    do {
      LinkFrame.Output output = link.next(LinkFrame.Output.class);
      link.send(new LinkFrame.Ack(output.kernelId(), output.number()));
      message = Message.parse(V1Frame.parse(output.frame()));
      contents.add(message.content());
    } while (!(message.content().equals(new Status(Status.ExecutionState.IDLE))
        && message.parent().msgType().equals(Execute.Request.TYPE)));
    return contents;
  }
}
