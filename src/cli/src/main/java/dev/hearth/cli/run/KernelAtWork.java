package dev.hearth.cli.run;

import dev.hearth.cli.Terminal;
import dev.hearth.client.Failure;
import dev.hearth.client.GatewayAddress;
import dev.hearth.client.JupyterApi;
import dev.hearth.client.KernelMessage;
import dev.hearth.client.KernelModel;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The kernel that runs the notebook: watched from its start to its end, and ended with {@link
 * #close}. One thread.
 */
final class KernelAtWork implements AutoCloseable {
  /** Cells after which the kernel goes on in another session, without its variables. */
  private static final Pattern LEAVES_SESSION =
      Pattern.compile("(?m)^\\s*(%%configure|%attach)\\b");

  /** How long to hear nothing before asking whether the kernel still lives. */
  private static final Duration ASK_AFTER = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(100);

  private final JupyterApi api;
  private final String id;
  private final KernelConnection connection;
  private long lastHeard = System.nanoTime();

  /** What the gateway last said of the kernel to nobody in particular, e.g. why it died. */
  private String lastWords = "";

  /** Whether the notebook itself has asked for another session. */
  private boolean leavesSession;

  private KernelAtWork(JupyterApi api, String id, KernelConnection connection) {
    this.api = api;
    this.id = id;
    this.connection = connection;
  }

  /**
   * Starts a kernel and connects to it; it is not ready yet.
   *
   * @param name of its kernelspec
   * @param wishes {@code KERNEL_...} variables
   * @throws Failure if it cannot be started or reached; nothing of it is left then
   */
  static KernelAtWork start(
      HttpClient client,
      Supplier<GatewayAddress> gateway,
      String name,
      Map<String, String> wishes,
      Terminal terminal)
      throws InterruptedException {
    JupyterApi api = new JupyterApi(client, gateway);
    String id = UUID.randomUUID().toString();
    try {
      api.startKernel(id, name, wishes);
      return new KernelAtWork(api, id, new KernelConnection(client, gateway, id, terminal::warn));
    } catch (Failure | InterruptedException e) {
      end(api, id, e);
      throw e;
    }
  }

  /**
   * Waits until it takes cells, showing the steps of its start.
   *
   * @throws Failure if it cannot start, with the reason
   */
  void awaitReady(Terminal terminal) throws InterruptedException {
    StartSteps steps = new StartSteps(terminal);
    try {
      long nextQuestion = System.nanoTime();
      boolean ready = false;
      while (!ready || hasNext()) {
        KernelEvent event = next(LOOK);
        if (event instanceof KernelEvent.Received received) {
          notice(received.message()).ifPresent(steps::line);
          steps.take(received.message());
          ready |= isIdle(received.message());
        } else if (System.nanoTime() >= nextQuestion) {
          // Its first idle may have come before we listened.
          nextQuestion = System.nanoTime() + Duration.ofSeconds(1).toNanos();
          ready |= !requireAlive().isStarting();
        }
      }
    } finally {
      steps.finish();
    }
  }

  private static boolean isIdle(KernelMessage message) {
    return message.type().equals("status")
        && message.content().path("execution_state").asText().equals("idle");
  }

  void execute(String messageId, String code, String cellId) {
    leavesSession |= LEAVES_SESSION.matcher(code).find();
    connection.execute(messageId, code, cellId);
  }

  boolean hasNext() {
    return connection.hasNext();
  }

  /**
   * As {@link KernelConnection#next}, and sees to it that a kernel which died is not waited for.
   *
   * @throws Failure if it is dead
   */
  KernelEvent next(Duration wait) throws InterruptedException {
    KernelEvent event = connection.next(wait);
    long now = System.nanoTime();
    if (!(event instanceof KernelEvent.Quiet)) {
      lastHeard = now;
    } else if (now - lastHeard > ASK_AFTER.toNanos()) {
      lastHeard = now;
      requireAlive();
    }
    if (event instanceof KernelEvent.Received received) {
      requireNotOver(received.message());
    }
    return event;
  }

  /** What a message has to say to nobody in particular, e.g. why the kernel was stopped. */
  Optional<String> notice(KernelMessage message) {
    if (!message.type().equals("stream") || !message.parent().msgId().isEmpty()) {
      return Optional.empty();
    }
    lastWords = message.content().path("text").asText().strip();
    return Optional.of(lastWords);
  }

  private void requireNotOver(KernelMessage message) throws InterruptedException {
    if (!message.type().equals("status")) {
      return;
    }
    String state = message.content().path("execution_state").asText();
    if (state.equals("dead")) {
      throw died(api.kernel(id).map(KernelModel::reason).orElse(""));
    }
    if (state.equals("restarting") && leavesSession) {
      leavesSession = false;
    } else if (state.equals("restarting")) {
      throw Failure.environment(
          "the kernel was restarted while the notebook ran, and what its cells had made is lost",
          "Run the notebook again.");
    }
  }

  /**
   * As the gateway describes it now.
   *
   * @throws Failure if it is dead or gone, with the reason
   */
  KernelModel requireAlive() throws InterruptedException {
    Optional<KernelModel> kernel = api.kernel(id);
    if (kernel.isEmpty()) {
      throw Failure.environment(
          "the kernel is gone: the gateway knows it no more",
          "Somebody deleted it, or its session was ended. Run the notebook again.");
    }
    if (kernel.get().isDead()) {
      throw died(kernel.get().reason());
    }
    return kernel.get();
  }

  private Failure died(String reason) {
    return Failure.environment("the kernel died", reason.isBlank() ? lastWords : reason);
  }

  /** Ends the kernel, and with it a session that has no other. */
  @Override
  public void close() {
    connection.close();
    boolean interrupted = false;
    try {
      api.deleteKernel(id);
    } catch (InterruptedException e) {
      interrupted = true;
      deleteAgain();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ctrl-C at the very end: nothing may be left running for it. */
  private void deleteAgain() {
    try {
      api.deleteKernel(id);
    } catch (InterruptedException e) {
      throw Failure.environment(
          "interrupted before the kernel was ended", "See what runs with 'hearth sessions'.", e);
    }
  }

  private static void end(JupyterApi api, String id, Exception because) {
    try {
      api.deleteKernel(id);
    } catch (Failure | InterruptedException e) {
      because.addSuppressed(e);
    }
  }
}
