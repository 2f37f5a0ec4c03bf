package dev.hearth.gateway.link;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The open links. When the gateway stops, drivers are told to come back rather than cut off. */
@ApplicationScoped
public class LinkWires {
  private static final int SERVICE_RESTART = 1012;
  private static final long ACK_DELAY_MILLIS = 5;

  private final Vertx vertx;
  private final Map<String, LinkWire> open = new ConcurrentHashMap<>();

  @Inject
  LinkWires(Vertx vertx) {
    this.vertx = vertx;
  }

  void open(WebSocketConnection connection) {
    of(connection);
  }

  LinkWire of(WebSocketConnection connection) {
    return open.computeIfAbsent(connection.id(), id -> wire(connection));
  }

  private LinkWire wire(WebSocketConnection connection) {
    LinkWire[] wire = new LinkWire[1];
    Runnable tellSoon = () -> vertx.setTimer(ACK_DELAY_MILLIS, timer -> wire[0].tell());
    wire[0] = new LinkWire(connection, tellSoon);
    return wire[0];
  }

  LinkWire closed(WebSocketConnection connection) {
    LinkWire wire = of(connection);
    open.remove(connection.id());
    return wire;
  }

  void stopping(@Observes @Priority(1) ShutdownEvent event) {
    open.values().forEach(wire -> wire.close(SERVICE_RESTART, "the gateway restarts"));
  }
}
