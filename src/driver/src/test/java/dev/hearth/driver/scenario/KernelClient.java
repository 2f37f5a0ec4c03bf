package dev.hearth.driver.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.driver.kernel.InterpreterFactory;
import dev.hearth.driver.kernel.InterruptTiming;
import dev.hearth.driver.kernel.Kernel;
import dev.hearth.driver.kernel.KernelIdentity;
import dev.hearth.driver.kernel.KernelServices;
import dev.hearth.driver.kernel.Outbox;
import dev.hearth.driver.kernel.RefusedCallException;
import dev.hearth.driver.notebook.TestSpark;
import dev.hearth.driver.progress.SparkJobs;
import dev.hearth.driver.progress.SparkJobs.FollowedContext;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.Status;
import dev.hearth.protocol.message.Stream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A kernel of a real driver, without the link, and the client that talks to it. */
final class KernelClient implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "scenario-timer");
            thread.setDaemon(true);
            return thread;
          });

  private final BlockingQueue<Message> out = new LinkedBlockingQueue<>();
  private final Kernel kernel;

  KernelClient(InterpreterFactory language) {
    FollowedContext spark = FollowedContext.of(TestSpark.SESSION.sparkContext(), TIMER);
    KernelServices services =
        new KernelServices(
            language,
            new SparkJobs(CompletableFuture.completedFuture(spark), "scenarios"),
            TestSpark.OUTPUT.newKernel(),
            TIMER,
            new InterruptTiming(Duration.ofSeconds(5), Duration.ofSeconds(5)),
            getClass().getClassLoader(),
            (method, params) ->
                CompletableFuture.failedFuture(new RefusedCallException("there is no gateway")));
    kernel = new Kernel(new KernelIdentity(UUID.randomUUID(), "ann"), services, new Collecting());
    awaitReady();
  }

  /** Waits until it has said that it is ready, as after its start and each restart. */
  void awaitReady() {
    next(message -> message.parent().msgId().isEmpty() && isIdle(message));
  }

  String send(Channel channel, Content content) {
    Message request = Message.of(channel, "the-client", "ann", content);
    kernel.submit(request.toParts());
    return request.header().msgId();
  }

  String send(String code) {
    return send(Channel.SHELL, Execute.Request.of(code));
  }

  List<Message> ask(Channel channel, Content content) {
    return until(send(channel, content));
  }

  List<Message> run(String code) {
    return until(send(code));
  }

  static Execute.Request silent(String code) {
    return new Execute.Request(code, true, false, Map.of(), false, true);
  }

  /** All that the request causes, up to its idle. What others cause is left out. */
  List<Message> until(String request) {
    List<Message> all = new ArrayList<>();
    Message message;
    do {
      message = next(any -> any.parent().msgId().equals(request));
      all.add(message);
    } while (!isIdle(message));
    return all;
  }

  Message next(Predicate<Message> which) {
    try {
      Message message;
      do {
        message = out.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(message).as("a further message of the kernel").isNotNull();
      } while (!which.test(message));
      return message;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isIdle(Message message) {
    return message.content() instanceof Status status
        && status.executionState() == Status.ExecutionState.IDLE;
  }

  /** The types of the messages, and what a status says. */
  static List<String> outline(List<Message> messages) {
    return messages.stream()
        .map(
            message ->
                message.content() instanceof Status status
                    ? status.executionState().wireName()
                    : message.header().msgType())
        .toList();
  }

  static <T> T only(List<Message> messages, Class<T> type) {
    List<T> found =
        messages.stream().map(Message::content).filter(type::isInstance).map(type::cast).toList();
    assertThat(found).as(type.getSimpleName()).hasSize(1);
    return found.get(0);
  }

  static String printed(List<Message> messages, Stream.Name stream) {
    return messages.stream()
        .map(Message::content)
        .filter(content -> content instanceof Stream text && text.name() == stream)
        .map(content -> ((Stream) content).text())
        .collect(Collectors.joining());
  }

  @Override
  public void close() {
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
