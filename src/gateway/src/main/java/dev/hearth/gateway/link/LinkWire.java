package dev.hearth.gateway.link;

import dev.hearth.gateway.kernel.driver.DriverWire;
import dev.hearth.protocol.link.LinkFrame;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * A driver's connection as kernels use it. Acknowledgements are collected and sent together, a few
 * milliseconds after the first: a kernel that prints a lot would else cause a frame per frame.
 *
 * <p>Safe from any thread; the lock guards what is not acknowledged yet.
 */
final class LinkWire implements DriverWire {
  private static final Logger LOG = Logger.getLogger(LinkWire.class);

  /** Unacknowledged bytes after which the driver is told at once, lest its window fills. */
  private static final long MOST_UNTOLD = 1 << 20;

  private final WebSocketConnection connection;
  private final Runnable tellSoon;
  private final Map<UUID, Long> untold = new HashMap<>();
  private long untoldBytes;

  /**
   * @param tellSoon has {@link #tell} called within milliseconds
   */
  LinkWire(WebSocketConnection connection, Runnable tellSoon) {
    this.connection = connection;
    this.tellSoon = tellSoon;
  }

  @Override
  public void send(LinkFrame frame) {
    connection
        .sendBinary(Buffer.buffer(frame.encode()))
        .subscribe()
        .with(
            sent -> {},
            failure -> LOG.debugf("A frame to a driver was not sent: %s", failure.getMessage()));
  }

  /** The output is in the journal. */
  void acknowledge(LinkFrame.Output output) {
    boolean first;
    boolean now;
    synchronized (untold) {
      first = untold.isEmpty();
      untold.put(output.kernelId(), output.number());
      untoldBytes += output.frame().remaining();
      now = untoldBytes > MOST_UNTOLD;
    }
    if (now) {
      tell();
    } else if (first) {
      tellSoon.run();
    }
  }

  /** Sends what was not acknowledged yet. */
  void tell() {
    Map<UUID, Long> told;
    synchronized (untold) {
      told = Map.copyOf(untold);
      untold.clear();
      untoldBytes = 0;
    }
    told.forEach((kernel, number) -> send(new LinkFrame.Ack(kernel, number)));
  }

  @Override
  public void close(int code, String reason) {
    connection
        .close(new CloseReason(code, reason))
        .subscribe()
        .with(
            closed -> {},
            failure -> LOG.debugf("A driver's connection was gone: %s", failure.getMessage()));
  }
}
