package dev.hearth.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.e2e.GatewayProcess;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.Status;
import dev.hearth.protocol.message.Stream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A kernel behind a real gateway, and the client that talks to it. */
final class KernelClient implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final BlockingQueue<Message> in = new LinkedBlockingQueue<>();
  private final String session = UUID.randomUUID().toString();
  private final GatewayProcess gateway;
  private final String kernel;
  private final WebSocket socket;

  KernelClient(GatewayProcess gateway, String kernelSpec) {
    this.gateway = gateway;
    this.kernel = gateway.startKernel(kernelSpec);
    String path = "/api/kernels/" + kernel + "/channels?session_id=" + session;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("Authorization", "token " + GatewayProcess.TOKEN)
            .subprotocols(V1Frame.SUBPROTOCOL)
            .buildAsync(URI.create("ws://" + gateway.url().getAuthority() + path), new Receiving())
            .join();
    awaitReady();
  }

  /** Waits until it has said that it is ready, as after its start and each restart. */
  void awaitReady() {
    next(message -> message.parent().msgId().isEmpty() && isIdle(message));
  }

  String send(Channel channel, Content content) {
    Message request = Message.of(channel, session, "ann", content);
    socket.sendBinary(ByteBuffer.wrap(V1Frame.encode(request.toParts())), true).join();
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

  /** All that the request causes: its reply, if it has one, and what comes up to its idle. */
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
        message = in.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
    socket.abort();
    gateway.deleteKernel(kernel);
  }

  private final class Receiving implements WebSocket.Listener {
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      received.writeBytes(bytes);
      if (last) {
        in.add(Message.parse(V1Frame.parse(ByteBuffer.wrap(received.toByteArray()))));
        received.reset();
      }
      from.request(1);
      return null;
    }
  }
}
