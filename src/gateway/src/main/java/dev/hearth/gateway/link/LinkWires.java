package dev.hearth.gateway.link;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open links. When the gateway stops, drivers are told to come back rather than cut off. */
@ApplicationScoped
public class LinkWires {
  private static final int SERVICE_RESTART = 1012;
  private static final long ACK_DELAY_MILLIS = 5;

  private final Vertx vertx;
  private final Set<LinkWire> open = ConcurrentHashMap.newKeySet();

  @Inject
  LinkWires(Vertx vertx) {
    this.vertx = vertx;
  }

  LinkWire open(WebSocketConnection connection) {
    LinkWire[] wire = new LinkWire[1];
    wire[0] =
        new LinkWire(connection, () -> vertx.setTimer(ACK_DELAY_MILLIS, timer -> wire[0].tell()));
    open.add(wire[0]);
    return wire[0];
  }

  void closed(LinkWire wire) {
    open.remove(wire);
  }

  void stopping(@Observes @Priority(1) ShutdownEvent event) {
    open.forEach(wire -> wire.close(SERVICE_RESTART, "the gateway restarts"));
  }
}
