package dev.hearth.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One connection to a kernel's channels, from its handshake to its end.
 *
 * <p>The HTTP client's threads deliver frames into a queue; one other thread takes them with {@link
 * #next} and sends. A frame is asked for when an earlier one was taken, so the queue is as long as
 * {@link #AHEAD} at most, and a slow terminal slows the gateway's cursor, not our heap.
 */
final class ChannelsSocket implements AutoCloseable {
  private static final int AHEAD = 64;
  private static final Duration CONNECT = Duration.ofSeconds(20);

  private static final Duration PING_AFTER = Duration.ofSeconds(15);

  /** A peer that answers no ping for so long is gone. */
  private static final Duration PONG_WITHIN = Duration.ofSeconds(30);

  /** The end of a connection; a frame with no bytes that is told from others by identity. */
  private static final ByteBuffer END = ByteBuffer.allocate(0);

  private final BlockingQueue<ByteBuffer> frames = new LinkedBlockingQueue<>();
  private final AtomicLong lastHeard = new AtomicLong(System.nanoTime());
  private final WebSocket socket;
  private final long opened = System.nanoTime();
  private volatile String end = "";
  private long lastPing = lastHeard.get();

  /**
   * Connects.
   *
   * @throws Refused if the gateway answers, and not with a WebSocket
   * @throws IOException if nothing answers
   */
  ChannelsSocket(HttpClient client, GatewayAddress gateway, String path, String subprotocol)
      throws IOException, InterruptedException {
    WebSocket.Builder builder =
        client.newWebSocketBuilder().connectTimeout(CONNECT).subprotocols(subprotocol);
    if (!gateway.token().isEmpty()) {
      builder.header("Authorization", "token " + gateway.token());
    }
    try {
      socket = builder.buildAsync(gateway.resolveSocket(path), new Frames()).get();
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException handshake) {
        throw new Refused(handshake.getResponse().statusCode());
      }
      throw e.getCause() instanceof IOException broken
          ? broken
          : new IOException("the connection failed", e.getCause());
    }
    if (!socket.getSubprotocol().equals(subprotocol)) {
      socket.abort();
      throw new IOException("the server does not speak " + subprotocol);
    }
    socket.request(AHEAD - 1L);
  }

  /** The gateway's answer to the handshake was an HTTP status. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refused(int status) {
      super("the gateway refused the connection with status " + status);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /**
   * The next frame.
   *
   * @return {@code null} if none came in that time
   * @throws IOException when the connection has ended
   */
  ByteBuffer next(Duration wait) throws IOException, InterruptedException {
    ByteBuffer frame = frames.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
    if (frame == END) {
      frames.add(END);
      throw new IOException(end);
    }
    if (frame == null) {
      checkAlive();
    } else {
      socket.request(1);
    }
    return frame;
  }

  /** Whether it was open for less than that until now. */
  boolean endedWithin(Duration time) {
    return System.nanoTime() - opened < time.toNanos();
  }

  /** Whether {@link #next} would not wait. */
  boolean hasNext() {
    return !frames.isEmpty();
  }

  private void checkAlive() throws IOException {
    long now = System.nanoTime();
    long heard = lastHeard.get();
    boolean waitingForPong = lastPing - heard > 0;
    if (waitingForPong && now - lastPing > PONG_WITHIN.toNanos()) {
      socket.abort();
      throw new IOException("the gateway fell silent");
    }
    if (!waitingForPong && now - heard > PING_AFTER.toNanos()) {
      lastPing = now;
      socket.sendPing(ByteBuffer.allocate(0));
    }
  }

  /**
   * @throws IOException if it cannot be sent any more
   */
  void send(byte[] frame) throws IOException {
    try {
      socket.sendBinary(ByteBuffer.wrap(frame), true).join();
    } catch (CompletionException e) {
      throw new IOException("cannot send to the gateway", e.getCause());
    }
  }

  @Override
  public void close() {
    if (!socket.isOutputClosed()) {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
    }
    socket.abort();
  }

  private void ended(String reason) {
    end = reason;
    frames.add(END);
  }

  /** Joins the parts of frames; called by one thread at a time. */
  private final class Frames implements WebSocket.Listener {
    private ByteArrayOutputStream parts = new ByteArrayOutputStream();

    @Override
    public void onOpen(WebSocket opened) {
      opened.request(1);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      lastHeard.set(System.nanoTime());
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      if (last && parts.size() == 0) {
        frames.add(ByteBuffer.wrap(bytes));
      } else {
        parts.writeBytes(bytes);
        if (last) {
          frames.add(ByteBuffer.wrap(parts.toByteArray()));
          parts = new ByteArrayOutputStream();
        } else {
          from.request(1); // one request counts one part, and this was not a whole frame
        }
      }
      return null;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      from.request(1); // not part of the sub-protocol
      return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
      heard(from);
      return null; // the client answers by itself
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
      heard(from);
      return null;
    }

    private void heard(WebSocket from) {
      lastHeard.set(System.nanoTime());
      from.request(1);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      ended("closed with code " + code + (reason.isEmpty() ? "" : ": " + reason));
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      ended(error.getMessage() == null ? error.toString() : error.getMessage());
    }
  }
}
