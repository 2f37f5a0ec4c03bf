package dev.hearth.gateway.jupyter.channels;

import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.protocol.frame.V1Frame;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import jakarta.annotation.PreDestroy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * The endpoint. {@link ChannelsGate} has let the handshake pass and found the kernel. The framework
 * calls the methods of one connection one after another, on worker threads but for {@link #pong}.
 */
@WebSocket(path = "/api/kernels/{id}/channels")
public class ChannelsSocket {
  private static final Logger LOG = Logger.getLogger(ChannelsSocket.class);

  private static final TypedKey<ChannelsConnection> CONNECTION =
      new TypedKey<>("hearth.connection");

  private final Clients clients;
  private final AdmissionWatch admissions;
  private final CellAudit cells;
  private final ChannelsConfig config;
  private final ExecutorService pumps;

  ChannelsSocket(
      Clients clients, AdmissionWatch admissions, CellAudit cells, ChannelsConfig config) {
    this.cells = cells;
    this.clients = clients;
    this.admissions = admissions;
    this.config = config;
    AtomicInteger number = new AtomicInteger();
    int threads = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    this.pumps =
        Executors.newFixedThreadPool(
            threads, task -> new Thread(task, "channels-" + number.incrementAndGet()));
  }

  @OnOpen
  void open(WebSocketConnection socket) {
    Kernel kernel = socket.userData().get(ChannelsGate.KERNEL);
    Handshake handshake = Handshake.of(socket.handshakeRequest().query());
    ChannelsConnection connection =
        new ChannelsConnection(
            kernel,
            handshake.sessionId(),
            handshake.owners(),
            new QuarkusSocket(socket),
            framing(socket),
            cells,
            pumps);
    socket.userData().put(CONNECTION, connection);
    admissions.admitted(connection, socket.userData().get(ChannelsGate.CALLER));
    clients.add(connection);
    connection.open(
        handshake.after(), clients.besides(connection), clients.cutOffs().lately(kernel.id()));
  }

  private Framing framing(WebSocketConnection socket) {
    return V1Frame.SUBPROTOCOL.equals(socket.subprotocol())
        ? new V1Framing(config.v1FrameLimit().asLongValue())
        : new LegacyFraming(config.legacyFrameLimit().asLongValue());
  }

  @OnTextMessage
  void text(String frame, WebSocketConnection socket) {
    receive(frame.getBytes(StandardCharsets.UTF_8), true, socket);
  }

  @OnBinaryMessage
  void binary(Buffer frame, WebSocketConnection socket) {
    receive(frame.getBytes(), false, socket);
  }

  private void receive(byte[] frame, boolean text, WebSocketConnection socket) {
    long limit = config.uplinkLimit().asLongValue();
    connection(socket)
        .ifPresent(
            connection -> {
              if (frame.length > limit) {
                connection.close(CloseCode.TOO_BIG, "a message may have " + limit + " bytes");
              } else {
                connection.receive(ByteBuffer.wrap(frame), text);
              }
            });
  }

  /**
   * On the event loop: a pong that came before the close must count before the client's next
   * connection asks where it stood.
   */
  @OnPongMessage
  @NonBlocking
  void pong(Buffer payload, WebSocketConnection socket) {
    connection(socket).ifPresent(connection -> connection.pong(payload.getBytes()));
  }

  @OnClose
  void closed(WebSocketConnection socket, CloseReason reason) {
    connection(socket)
        .ifPresent(
            connection -> {
              admissions.left(connection);
              clients.remove(connection);
              if (connection.session().isEmpty() && reason.getCode() == CloseCode.NO_GOODBYE) {
                clients.cutOffs().add(connection.kernel().id());
              }
              connection.release();
            });
  }

  @OnError
  void failed(Throwable failure, WebSocketConnection socket) {
    if (failure instanceof HttpClosedException) {
      return; // the client left without a goodbye; its close comes next
    }
    LOG.errorf(failure, "The channels of kernel %s failed for a client", socket.pathParam("id"));
    connection(socket)
        .ifPresent(connection -> connection.close(CloseCode.INTERNAL, "internal error"));
  }

  private static Optional<ChannelsConnection> connection(WebSocketConnection socket) {
    return Optional.ofNullable(socket.userData().get(CONNECTION));
  }

  @PreDestroy
  void stop() {
    pumps.shutdownNow();
  }
}
