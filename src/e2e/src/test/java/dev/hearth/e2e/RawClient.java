package dev.hearth.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.MessageParts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A Jupyter client of a few lines, independent of Hearth's own: one WebSocket, every message kept.
 * It reads as fast as messages come, or, once told so, not at all.
 */
public final class RawClient implements WebSocket.Listener, AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
              .build());

  private final Framing framing;
  private final String session;
  private final List<Received> messages = new CopyOnWriteArrayList<>();
  private final Object arrived = new Object();
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
  private final WebSocket socket;
  private volatile boolean reading = true;
  private volatile int closeCode;

  private RawClient(URI http, String kernel, String session, Framing framing) {
    this(http, kernel, session, framing, GatewayProcess.TOKEN);
  }

  private RawClient(URI http, String kernel, String session, Framing framing, String token) {
    this.framing = framing;
    this.session = session;
    WebSocket.Builder builder =
        HttpClient.newHttpClient().newWebSocketBuilder().header("Authorization", "token " + token);
    if (framing == Framing.V1) {
      builder.subprotocols(V1Frame.SUBPROTOCOL);
    }
    URI url =
        URI.create(
            "ws://"
                + http.getAuthority()
                + "/api/kernels/"
                + kernel
                + "/channels?session_id="
                + session);
    this.socket = builder.buildAsync(url, this).join();
  }

  public static RawClient connect(
      GatewayProcess gateway, String kernel, String session, Framing framing) {
    return new RawClient(gateway.url(), kernel, session, framing);
  }

  /** To another server that takes the gateway's token, such as a Jupyter server before it. */
  public static RawClient connect(URI server, String kernel, String session) {
    return new RawClient(server, kernel, session, Framing.LEGACY);
  }

  /** With somebody else's token. */
  public static RawClient connectAs(String token, GatewayProcess gateway, String kernel) {
    return new RawClient(gateway.url(), kernel, UUID.randomUUID().toString(), Framing.V1, token);
  }

  public static RawClient connect(GatewayProcess gateway, String kernel) {
    return new RawClient(gateway.url(), kernel, UUID.randomUUID().toString(), Framing.V1);
  }

  public String session() {
    return session;
  }

  /** Sends a cell and returns its message id. */
  public String execute(String code) {
    ObjectNode content = JSON.createObjectNode();
    content.put("code", code);
    content.put("silent", false);
    content.put("store_history", true);
    content.putObject("user_expressions");
    content.put("allow_stdin", false);
    content.put("stop_on_error", true);
    return send("shell", "execute_request", content);
  }

  public String send(String channel, String type, ObjectNode content) {
    String id = UUID.randomUUID().toString();
    ObjectNode header = JSON.createObjectNode();
    header.put("msg_id", id);
    header.put("session", session);
    header.put("username", "e2e");
    header.put("date", Instant.now().toString());
    header.put("msg_type", type);
    header.put("version", "5.3");
    if (framing == Framing.V1) {
      byte[] frame =
          V1Frame.encode(
              new MessageParts(
                  dev.hearth.protocol.message.Channel.ofWireName(channel),
                  bytes(header),
                  bytes(JSON.createObjectNode()),
                  bytes(JSON.createObjectNode()),
                  bytes(content),
                  List.of()));
      socket.sendBinary(ByteBuffer.wrap(frame), true).join();
    } else {
      ObjectNode message = JSON.createObjectNode();
      message.put("channel", channel);
      message.set("header", header);
      message.putObject("parent_header");
      message.putObject("metadata");
      message.set("content", content);
      message.putArray("buffers");
      socket.sendText(message.toString(), true).join();
    }
    return id;
  }

  private static ByteBuffer bytes(JsonNode node) {
    return ByteBuffer.wrap(node.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      String message = text.toString();
      text.setLength(0);
      took(() -> JSON.readTree(message));
    }
    return next(webSocket);
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    binary.writeBytes(bytes);
    if (last) {
      MessageParts parts = V1Frame.parse(ByteBuffer.wrap(binary.toByteArray()));
      binary.reset();
      took(
          () -> {
            ObjectNode message = JSON.createObjectNode();
            message.put("channel", parts.channel().wireName());
            message.set("header", node(parts.header()));
            message.set("parent_header", node(parts.parentHeader()));
            message.set("content", node(parts.content()));
            return message;
          });
    }
    return next(webSocket);
  }

  private static JsonNode node(ByteBuffer json) throws IOException {
    byte[] bytes = new byte[json.remaining()];
    json.duplicate().get(bytes);
    return JSON.readTree(bytes);
  }

  private interface Parse {
    JsonNode get() throws IOException;
  }

  private void took(Parse parse) {
    try {
      JsonNode message = parse.get();
      messages.add(
          new Received(
              message.path("channel").asText(),
              message.path("header").path("msg_id").asText(),
              message.path("header").path("msg_type").asText(),
              message.path("parent_header").path("msg_id").asText(),
              Instant.parse(message.path("header").path("date").asText()),
              message.path("content"),
              message.path("buffers").size(),
              System.nanoTime()));
      synchronized (arrived) {
        arrived.notifyAll();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CompletionStage<?> next(WebSocket webSocket) {
    if (reading) {
      webSocket.request(1);
    }
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
    closeCode = statusCode;
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    closeCode = 1006;
  }

  /** Goes on without taking anything more from the socket. */
  public void stopReading() {
    reading = false;
  }

  public void readOn() {
    reading = true;
    socket.request(1);
  }

  /** Cuts the connection as a lost network does, with no closing handshake. */
  public void drop() {
    socket.abort();
  }

  @Override
  public void close() {
    socket.abort();
  }

  /** 0 while the socket is open. */
  public int closeCode() {
    return closeCode;
  }

  public List<Received> messages() {
    return List.copyOf(messages);
  }

  /** Drops what was received so far, to make room. */
  public void forget() {
    messages.clear();
  }

  /** Everything that was caused by the request, in order of arrival. */
  public List<Received> of(String request) {
    return messages.stream().filter(message -> message.parentId().equals(request)).toList();
  }

  /** What the request printed. */
  public String printed(String request) {
    return of(request).stream()
        .filter(message -> message.type().equals("stream"))
        .map(Received::text)
        .collect(Collectors.joining());
  }

  /** Waits until the request is replied to and the kernel was idle after it. */
  public Received awaitDone(String request, Duration most) {
    await("reply and idle of a request")
        .atMost(most)
        .pollInterval(Duration.ofMillis(2))
        .until(
            () ->
                of(request).stream().anyMatch(message -> message.isStatus("idle"))
                    && of(request).stream().anyMatch(message -> message.channel().equals("shell")));
    return of(request).stream()
        .filter(message -> message.channel().equals("shell"))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Waits without polling until the kernel was idle after the request, for those who measure.
   *
   * @return when that was, on this JVM's clock
   */
  public long awaitIdle(String request, Duration most) {
    long end = System.nanoTime() + most.toNanos();
    synchronized (arrived) {
      while (true) {
        for (Received message : of(request)) {
          if (message.isStatus("idle")) {
            return message.atNanos();
          }
        }
        long left = end - System.nanoTime();
        if (left <= 0) {
          throw new IllegalStateException("no idle after a request");
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(arrived, left);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  public Received awaitDone(String request) {
    return awaitDone(request, Duration.ofSeconds(120));
  }
}
