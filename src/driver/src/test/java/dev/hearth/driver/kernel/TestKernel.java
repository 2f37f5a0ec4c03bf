package dev.hearth.driver.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.driver.output.OutputCapture;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Control;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.Status;
import dev.hearth.protocol.message.Status.ExecutionState;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/** A kernel with the scripted language, and its client. */
final class TestKernel implements AutoCloseable {
  static final InterruptTiming QUICK =
      new InterruptTiming(Duration.ofMillis(100), Duration.ofMillis(200));

  private static final String CLIENT = "the-client";
  private static final long PATIENCE_SECONDS = 20;
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "test-timer");
            thread.setDaemon(true);
            return thread;
          });

  final Script script = new Script();
  final RecordedJobs jobs = new RecordedJobs();
  private final BlockingQueue<Message> out = new LinkedBlockingQueue<>();
  private final Kernel kernel;

  TestKernel() {
    this(QUICK);
  }

  TestKernel(InterruptTiming timing) {
    KernelServices services =
        new KernelServices(
            script,
            jobs,
            OutputCapture.install().newKernel(),
            TIMER,
            timing,
            getClass().getClassLoader(),
            (method, params) ->
                CompletableFuture.failedFuture(new RefusedCallException("there is no gateway")));
    kernel = new Kernel(new KernelIdentity(UUID.randomUUID(), "ann"), services, new Collecting());
  }

  /** A kernel that has told that it is ready. */
  static TestKernel ready() {
    TestKernel kernel = new TestKernel();
    kernel.awaitReady();
    return kernel;
  }

  void awaitReady() {
    assertThat(state(next())).isEqualTo(ExecutionState.STARTING);
    assertThat(state(next())).isEqualTo(ExecutionState.IDLE);
  }

  /** Sends a request and goes on; its message id is the result. */
  String send(Channel channel, Content content) {
    Message request = Message.of(channel, CLIENT, "ann", content);
    deliver(request);
    return request.header().msgId();
  }

  void deliver(Message request) {
    kernel.submit(request.toParts());
  }

  String send(String code) {
    return send(Channel.SHELL, Execute.Request.of(code));
  }

  String interrupt() {
    return send(Channel.CONTROL, new Control.InterruptRequest());
  }

  /** All that a request causes, up to its idle. */
  List<Message> ask(Channel channel, Content content) {
    return until(send(channel, content));
  }

  List<Message> run(String code) {
    return until(send(code));
  }

  /** What the request causes, up to its idle; messages of others in between are left out. */
  List<Message> until(String request) {
    List<Message> all = new ArrayList<>();
    Message message;
    do {
      message = next();
      if (message.parent().msgId().equals(request)) {
        all.add(message);
      }
    } while (!(message.parent().msgId().equals(request) && isIdle(message)));
    return all;
  }

  /** The next message of all. */
  Message next() {
    try {
      Message message = out.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(message).as("a further message of the kernel").isNotNull();
      return message;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Message next(Predicate<Message> which) {
    Message message = next();
    while (!which.test(message)) {
      message = next();
    }
    return message;
  }

  boolean hasMore() {
    return !out.isEmpty();
  }

  static ExecutionState state(Message message) {
    return ((Status) message.content()).executionState();
  }

  static boolean isIdle(Message message) {
    return message.content() instanceof Status status
        && status.executionState() == ExecutionState.IDLE;
  }

  /** In short: the channel, the type, and what a status says. */
  static List<String> outline(List<Message> messages) {
    return messages.stream().map(TestKernel::outline).toList();
  }

  static String outline(Message message) {
    return message.content() instanceof Status status
        ? status.executionState().wireName()
        : message.header().msgType();
  }

  static <T> T only(List<Message> messages, Class<T> type) {
    List<T> found =
        messages.stream().map(Message::content).filter(type::isInstance).map(type::cast).toList();
    assertThat(found).as(type.getSimpleName()).hasSize(1);
    return found.get(0);
  }

  @Override
  public void close() {
    script.release();
    kernel.close();
  }

  private final class Collecting implements Outbox {
    @Override
    public void append(byte[] frame) {
      out.add(Message.parse(V1Frame.parse(ByteBuffer.wrap(frame))));
    }

    @Override
    public void appendStream(byte[] frame, LongFunction<byte[]> notice) {
      append(frame);
    }
  }
}
