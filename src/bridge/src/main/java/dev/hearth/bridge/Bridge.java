package dev.hearth.bridge;

import dev.hearth.client.Failure;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Control;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.MessageParts;
import dev.hearth.protocol.message.Status;
import dev.hearth.protocol.message.Voice;
import dev.hearth.protocol.process.Signals;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The kernel that a Jupyter client starts, as far as the client can tell: {@code hearth-bridge -f
 * CONNECTION_FILE}. What it bridges to, its environment says, see {@link Credentials} and {@link
 * WantedKernel}.
 *
 * <p>It ends, and its kernel with it, when a client asks it to, when it is told to terminate, and
 * when the process that started it dies. When it is killed, the kernel's lease runs out.
 */
public final class Bridge {
  /** Jupyter terminates a kernel after half of its patience, which is five seconds. */
  private static final long LAST_WORDS_SECONDS = 2;

  private final ClientSide client;
  private final GatewaySide gateway;
  private final AtomicBoolean ending = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int exitCode;

  Bridge(ConnectionFile file, Map<String, String> environment) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    client = new ClientSide(file, this::received, () -> end(true, 1));
    gateway =
        new GatewaySide(
            WantedKernel.of(environment, file),
            http,
            new Credentials(environment),
            client::sendWhenRead,
            client::send,
            () -> end(false, 1));
  }

  /** Runs until the kernel ends. */
  public static void main(String[] arguments) throws InterruptedException, IOException {
    try {
      if (List.of(arguments).equals(List.of("--train"))) {
        TrainingRun.run();
        System.exit(0);
      }
      Bridge bridge = new Bridge(ConnectionFile.read(connectionFile(arguments)), System.getenv());
      System.exit(bridge.run());
    } catch (Failure e) {
      Log.line(e.fix().isEmpty() ? e.getMessage() : e.getMessage() + ". " + e.fix());
      System.exit(e.exitCode());
    }
  }

  /**
   * Clients may add arguments of their own, as {@code jupyter run} does; they mean nothing here.
   */
  private static Path connectionFile(String[] arguments) {
    int flag = List.of(arguments).indexOf("-f");
    if (flag < 0 || flag + 1 == arguments.length) {
      throw Failure.usage(
          "expected: hearth-bridge -f CONNECTION_FILE",
          "Jupyter clients start it; to install it for them: hearth kernelspec install");
    }
    return Path.of(arguments[flag + 1]);
  }

  private int run() throws InterruptedException {
    Signals.on("INT", gateway::interrupt);
    Runtime.getRuntime().addShutdownHook(new Thread(this::terminate, "hearth-bridge-hook"));
    endWithParent();
    start();
    ended.await();
    return exitCode;
  }

  void start() {
    client.start();
    gateway.start();
  }

  /** Jupyter says by this variable that the kernel is a child of the client and ends with it. */
  private void endWithParent() {
    String pid = System.getenv().getOrDefault("JPY_PARENT_PID", "");
    if (pid.matches("[0-9]{1,10}")) {
      // Behind a wrapper in a container of its own, the number is nobody's; then it is the wrapper.
      ProcessHandle.of(Long.parseLong(pid))
          .or(() -> ProcessHandle.current().parent())
          .ifPresent(parent -> parent.onExit().thenRun(() -> end(true, 0)));
    }
  }

  /** The process ends when this returns, also if another thread has begun to end it. */
  private void terminate() {
    end(true, 0);
    try {
      if (!ended.await(LAST_WORDS_SECONDS + 1, TimeUnit.SECONDS)) {
        Log.line("gave up waiting for the kernel's end; the gateway will end it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void received(MessageParts message) {
    if (message.peekHeader().msgType().equals(Control.ShutdownRequest.TYPE)) {
      shutDown(message);
    } else {
      gateway.submit(message);
    }
  }

  /**
   * A restart keeps the kernel: the process that Jupyter starts next gives it a fresh interpreter,
   * in the same Spark session.
   */
  private void shutDown(MessageParts message) {
    Message request;
    try {
      request = Message.parse(message);
    } catch (MalformedMessageException e) {
      Log.line("a shutdown_request is dropped: " + e.getMessage());
      return;
    }
    boolean restart = request.content() instanceof Control.ShutdownRequest asked && asked.restart();
    Header parent = request.header();
    Voice voice = gateway.voice();
    voice.status(parent, Status.ExecutionState.BUSY);
    voice.say(parent, Channel.IOPUB, new Control.ShutdownReply(restart));
    voice.say(parent, message.channel(), new Control.ShutdownReply(restart));
    voice.status(parent, Status.ExecutionState.IDLE);
    new Thread(() -> end(!restart, 0), "hearth-bridge-end").start();
  }

  /**
   * @param delete whether the kernel at the gateway ends as well
   */
  private void end(boolean delete, int code) {
    if (!ending.compareAndSet(false, true)) {
      return;
    }
    exitCode = code;
    try {
      if (delete) {
        deleteKernel();
      }
      gateway.close();
      client.close();
    } finally {
      ended.countDown();
    }
  }

  private void deleteKernel() {
    Thread deletion = new Thread(gateway::delete, "hearth-bridge-delete");
    deletion.setDaemon(true);
    deletion.start();
    try {
      deletion.join(TimeUnit.SECONDS.toMillis(LAST_WORDS_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
