package dev.hearth.gateway.jupyter;

import static org.awaitility.Awaitility.await;

import dev.hearth.gateway.kernel.Transcript;
import dev.hearth.protocol.frame.LegacyFrame;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.MessageParts;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A Jupyter client on the JDK's WebSocket: keeps all that it receives, in order. It reads as long
 * as {@code mayRead} has permits, one per frame.
 */
public final class Client implements WebSocket.Listener, AutoCloseable {
  private final List<Message> received = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
  private final StringBuilder text = new StringBuilder();
  private final String session;
  private final boolean v1;
  private final int closeAfter;
  private volatile int binaryFrames;
  private final Semaphore mayRead;
  private WebSocket socket;

  private Client(Builder builder) {
    this.session = builder.session;
    this.v1 = builder.v1;
    this.closeAfter = builder.closeAfter;
    this.mayRead = new Semaphore(builder.frames);
  }

  /** How to connect. */
  public static final class Builder {
    private final Gateway gateway;
    private final String kernel;
    private String session;
    private String query = "";
    private String token;
    private boolean v1 = true;
    private int closeAfter = Integer.MAX_VALUE;
    private int frames = Integer.MAX_VALUE;

    Builder(Gateway gateway, String kernel) {
      this.gateway = gateway;
      this.kernel = kernel;
      this.token = gateway.token();
    }

    public Builder session(String id) {
      session = id;
      return this;
    }

    public Builder legacy() {
      v1 = false;
      return this;
    }

    public Builder after(String msgId) {
      query = "&after=" + msgId;
      return this;
    }

    /** Closes the socket upon the frame of this count. */
    public Builder closeAfter(int count) {
      closeAfter = count;
      return this;
    }

    /** Reads so many frames and then stops reading. */
    public Builder reading(int count) {
      frames = count;
      return this;
    }

    public Builder token(String other) {
      token = other;
      return this;
    }

    public Client connect() {
      URI uri =
          URI.create(
              gateway.root().toString().replace("http", "ws")
                  + "/api/kernels/"
                  + kernel
                  + "/channels?session_id="
                  + session
                  + query
                  + "&1795212213000");
      WebSocket.Builder builder = Gateway.http().newWebSocketBuilder();
      if (!token.isEmpty()) {
        builder.header("Authorization", "token " + token);
      }
      if (v1) {
        builder.subprotocols(V1Frame.SUBPROTOCOL);
      }
      Client client = new Client(this);
      client.socket = builder.buildAsync(uri, client).join();
      return client;
    }

    /** The status with which the handshake is refused. */
    public int refusal() {
      try (Client client = connect()) {
        throw new IllegalStateException("was let in: " + client);
      } catch (CompletionException e) {
        return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
      }
    }
  }

  @Override
  public void onOpen(WebSocket webSocket) {
    demand(webSocket);
  }

  private void demand(WebSocket webSocket) {
    if (mayRead.tryAcquire()) {
      webSocket.request(1);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      take(LegacyFrame.parseText(text.toString()), webSocket);
      text.setLength(0);
    }
    demand(webSocket);
    return null;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    binary.writeBytes(bytes);
    if (last) {
      binaryFrames++;
      ByteBuffer frame = ByteBuffer.wrap(binary.toByteArray());
      take(v1 ? V1Frame.parse(frame) : LegacyFrame.parseBinary(frame), webSocket);
      binary.reset();
    }
    demand(webSocket);
    return null;
  }

  private void take(MessageParts message, WebSocket webSocket) {
    if (received.size() >= closeAfter) {
      return; // a client that has closed its socket has no use for what still comes
    }
    received.add(Message.parse(message));
    if (received.size() == closeAfter) {
      webSocket.sendClose(WebSocket.NORMAL_CLOSURE, "enough");
    }
  }

  @Override
  public CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
    demand(webSocket); // the JDK answers it
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    closed.completeExceptionally(error);
  }

  public Message send(Channel channel, Content content) {
    Message message = Message.of(channel, session, "ada", content);
    send(message);
    return message;
  }

  public void send(Message message) {
    if (v1) {
      sendBytes(V1Frame.encode(message.toParts()));
    } else {
      sendText(new String(LegacyFrame.encodeText(message.toParts()), StandardCharsets.UTF_8));
    }
  }

  public void sendBytes(byte[] frame) {
    socket.sendBinary(ByteBuffer.wrap(frame), true).join();
  }

  public void sendText(String frame) {
    socket.sendText(frame, true).join();
  }

  public Message execute(String code) {
    return send(Channel.SHELL, Execute.Request.of(code));
  }

  /** Runs a cell and waits for its reply and its end. */
  public List<String> run(String code) {
    return finished(execute(code));
  }

  public List<String> finished(Message request) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              List<String> words = words(request);
              return words.contains("idle")
                  && words.stream().anyMatch(word -> word.contains("_reply"));
            });
    return words(request);
  }

  /** What it has received about a request, in the words of {@link Transcript}. */
  public List<String> words(Message request) {
    return received.stream()
        .filter(message -> message.parent().msgId().equals(request.header().msgId()))
        .map(Transcript::words)
        .toList();
  }

  public List<String> words() {
    return received.stream().map(Transcript::words).toList();
  }

  public List<Message> received() {
    return received;
  }

  public int binaryFrames() {
    return binaryFrames;
  }

  public String session() {
    return session;
  }

  /** Reads on, without bound. */
  public void readOn() {
    mayRead.release(1_000_000);
    mayRead.acquireUninterruptibly();
    socket.request(1);
  }

  /** The code with which the gateway closes the socket. */
  public int closeCode() {
    return closed.orTimeout(30, TimeUnit.SECONDS).join();
  }

  public boolean isClosed() {
    return closed.isDone();
  }

  /** As when a laptop is closed: no goodbye. */
  public void vanish() {
    socket.abort();
  }

  @Override
  public void close() {
    if (socket != null && !socket.isOutputClosed()) {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "done").exceptionally(e -> null).join();
    }
  }
}
