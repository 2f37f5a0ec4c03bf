package dev.hearth.gateway.jupyter.channels;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** A socket of the framework. */
final class QuarkusSocket implements ClientSocket {
  private static final Logger LOG = Logger.getLogger(QuarkusSocket.class);

  private final WebSocketConnection connection;

  QuarkusSocket(WebSocketConnection connection) {
    this.connection = connection;
  }

  @Override
  public CompletionStage<Void> send(OutFrame frame) {
    Uni<Void> sending =
        frame.text()
            ? connection.sendText(
                StandardCharsets.UTF_8.decode(frame.bytes().duplicate()).toString())
            : connection.sendBinary(buffer(frame.bytes()));
    return sending.subscribeAsCompletionStage();
  }

  private static Buffer buffer(ByteBuffer bytes) {
    if (bytes.hasArray()) {
      return Buffer.buffer(bytes.remaining())
          .appendBytes(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return Buffer.buffer(copy);
  }

  @Override
  public CompletionStage<Void> ping(byte[] payload) {
    return connection.sendPing(Buffer.buffer(payload)).subscribeAsCompletionStage();
  }

  @Override
  public void close(int code, String reason) {
    if (connection.isOpen()) {
      connection
          .close(new CloseReason(code, reason))
          .subscribe()
          .with(
              closed -> {},
              failure -> LOG.debugf(failure, "Socket %s was closed already", connection.id()));
    }
  }
}
