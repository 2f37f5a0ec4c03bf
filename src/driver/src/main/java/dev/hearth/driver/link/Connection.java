package dev.hearth.driver.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One WebSocket connection to the gateway. The link's thread sends, one frame at a time; the
 * client's threads call the listener, one call at a time, and hand whole frames to the receiver.
 */
final class Connection implements AutoCloseable {
  /** The gateway's close code for a session that exists no more. */
  static final int CLOSE_GONE = 4404;

  /** What a client may send at most, and room for what the link adds to it. */
  private static final int MAX_FRAME = (64 << 20) + (64 << 10);

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final Duration CHECK = Duration.ofMillis(250);

  private final LinkTiming timing;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Receiver receiver;
  private final Bell bell;
  private volatile WebSocket socket;
  private volatile long heardAt = System.nanoTime();
  private long pingedAt = System.nanoTime();

  /** Takes the frames that come in; called by one thread at a time. */
  interface Receiver {
    void received(ByteBuffer frame) throws IOException;
  }

  private Connection(LinkTiming timing, Receiver receiver, Bell bell) {
    this.timing = timing;
    this.receiver = receiver;
    this.bell = bell;
  }

  /**
   * @param bell rung when the connection ends
   * @throws SessionGoneException if the gateway refuses the session or its token
   * @throws IOException if there is no connection for another reason
   */
  static Connection dial(
      HttpClient client, URI uri, LinkToken token, LinkTiming timing, Receiver receiver, Bell bell)
      throws IOException, InterruptedException {
    Connection connection = new Connection(timing, receiver, bell);
    CompletableFuture<WebSocket> dialling =
        client
            .newWebSocketBuilder()
            .header("Authorization", "Bearer " + token.secret())
            .connectTimeout(timing.handshake())
            .buildAsync(uri, connection.new Incoming());
    try {
      connection.socket = dialling.get(timing.handshake().toMillis(), TimeUnit.MILLISECONDS);
      return connection;
    } catch (ExecutionException e) {
      throw refusal(e.getCause());
    } catch (TimeoutException e) {
      dialling.thenAccept(WebSocket::abort);
      throw new LinkBrokenException("the gateway did not answer the handshake", e);
    }
  }

  private static IOException refusal(Throwable cause) {
    if (cause instanceof WebSocketHandshakeException handshake) {
      int status = handshake.getResponse().statusCode();
      if (status == 404 || status == 401 || status == 403) {
        return new SessionGoneException("the gateway answered " + status);
      }
      return new LinkBrokenException("the gateway answered " + status, cause);
    }
    return new LinkBrokenException("the gateway cannot be reached: " + cause.getMessage(), cause);
  }

  /** Sends a frame and waits until it is handed to the network. */
  void send(byte[] frame) throws IOException, InterruptedException {
    complete(socket.sendBinary(ByteBuffer.wrap(frame), true));
  }

  /** Sends a ping if one is due. */
  void keepAlive() throws IOException, InterruptedException {
    check();
    long now = System.nanoTime();
    if (now - pingedAt >= timing.ping().toNanos()) {
      pingedAt = now;
      complete(socket.sendPing(NOTHING.duplicate()));
    }
  }

  /**
   * @throws SessionGoneException if the gateway has closed with {@link #CLOSE_GONE}
   * @throws LinkBrokenException if the connection has ended, or nothing was heard for too long
   */
  void check() throws IOException {
    if (ended.isCompletedExceptionally()) {
      try {
        ended.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof SessionGoneException gone) {
          throw gone;
        }
        throw new LinkBrokenException(e.getCause().getMessage(), e.getCause());
      }
    }
    if (System.nanoTime() - heardAt > timing.silence().toNanos()) {
      throw new LinkBrokenException("nothing was heard from the gateway for " + timing.silence());
    }
  }

  private void complete(CompletableFuture<WebSocket> sending)
      throws IOException, InterruptedException {
    while (true) {
      try {
        sending.get(CHECK.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        check(); // a gateway that reads slowly is waited for, a silent one is not
      } catch (ExecutionException e) {
        check(); // what the listener was told is the better explanation
        throw new LinkBrokenException("sending failed", e.getCause());
      }
    }
  }

  /** Drops the connection without ceremony; all that matters is acknowledged on the next one. */
  @Override
  public void close() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }

  private void end(IOException why) {
    ended.completeExceptionally(why);
    bell.ring();
  }

  /** What the JDK's client calls. It delivers the next message only after {@code request(1)}. */
  private final class Incoming implements WebSocket.Listener {
    private ByteArrayOutputStream parts;

    @Override
    public void onOpen(WebSocket webSocket) {
      webSocket.request(1);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
      heardAt = System.nanoTime();
      try {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        int soFar = parts == null ? 0 : parts.size();
        if ((long) soFar + bytes.length > MAX_FRAME) {
          throw new LinkBrokenException(
              "the gateway sent a frame of more than " + MAX_FRAME + " bytes");
        }
        if (!last) {
          parts = parts == null ? new ByteArrayOutputStream() : parts;
          parts.writeBytes(bytes);
        } else if (parts == null) {
          receiver.received(ByteBuffer.wrap(bytes));
        } else {
          parts.writeBytes(bytes);
          byte[] whole = parts.toByteArray();
          parts = null;
          receiver.received(ByteBuffer.wrap(whole));
        }
        webSocket.request(1);
      } catch (IOException e) {
        fail(webSocket, e);
      } catch (RuntimeException e) {
        fail(webSocket, new LinkBrokenException("a frame of the gateway cannot be used", e));
      }
      return null;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      fail(webSocket, new LinkBrokenException("the gateway sent text on the link"));
      return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
      heardAt = System.nanoTime();
      webSocket.request(1);
      return null; // the client itself answers
    }

    @Override
    public CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
      heardAt = System.nanoTime();
      webSocket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
      end(
          code == CLOSE_GONE
              ? new SessionGoneException("the gateway closed the link: the session is gone")
              : new LinkBrokenException("the gateway closed the link with code " + code));
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      end(new LinkBrokenException("the connection failed: " + error, error));
    }

    private void fail(WebSocket webSocket, IOException why) {
      end(why);
      webSocket.abort();
    }
  }
}
