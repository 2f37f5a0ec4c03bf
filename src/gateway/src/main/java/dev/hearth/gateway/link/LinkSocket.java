package dev.hearth.gateway.link;

import dev.hearth.gateway.kernel.call.KernelCalls;
import dev.hearth.gateway.kernel.driver.DriverEngine;
import dev.hearth.gateway.session.SessionId;
import dev.hearth.gateway.session.Sessions;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.link.Hello;
import dev.hearth.protocol.link.KernelCall;
import dev.hearth.protocol.link.LinkFrame;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Where session drivers dial. One instance serves all; per connection its methods are called in
 * order, on worker threads, since what they do ends on disk.
 */
@WebSocket(path = LinkSocket.PATH)
public class LinkSocket {
  static final String PATH = "/api/hearth/link/{sessionId}";

  private static final int PROTOCOL_ERROR = 1002;
  private static final int FAILED = 1011;

  private static final Logger LOG = Logger.getLogger(LinkSocket.class);

  private final DriverEngine engine;
  private final KernelCalls calls;
  private final LinkWires wires;
  private final Sessions sessions;

  @Inject
  LinkSocket(DriverEngine engine, KernelCalls calls, LinkWires wires, Sessions sessions) {
    this.engine = engine;
    this.calls = calls;
    this.wires = wires;
    this.sessions = sessions;
  }

  @OnOpen
  @Blocking
  void open(WebSocketConnection connection) {
    wires.open(connection);
  }

  @OnBinaryMessage
  @Blocking
  void frame(Buffer message, WebSocketConnection connection) {
    SessionId session = session(connection);
    LinkWire wire = wires.of(connection);
    try {
      LinkFrame frame = LinkFrame.parse(ByteBuffer.wrap(message.getBytes()));
      if (frame instanceof LinkFrame.Output output) {
        if (engine.output(session, output)) {
          wire.acknowledge(output);
        }
      } else if (frame instanceof LinkFrame.State state) {
        engine.state(session, state.state());
      } else if (frame instanceof LinkFrame.Greeting greeting) {
        greet(session, greeting.hello(), wire);
      } else if (frame instanceof LinkFrame.TokenKept kept) {
        sessions.tokenKept(session, kept.hash());
      } else if (frame instanceof LinkFrame.Call call) {
        call(session, call.call());
      } else {
        throw new MalformedMessageException("a driver does not send this kind of link frame");
      }
    } catch (MalformedMessageException e) {
      LOG.warnf("Session %s: its driver sent a malformed frame: %s", session, e.getMessage());
      wire.close(PROTOCOL_ERROR, e.getMessage());
    }
  }

  /** Answered over the newest connection; if that breaks, the driver asks again. */
  private void call(SessionId session, KernelCall call) {
    engine
        .kernel(session, call.kernelId())
        .ifPresentOrElse(
            kernel ->
                calls.answer(
                    kernel, call, answer -> engine.send(session, new LinkFrame.Answer(answer))),
            () -> LOG.debugf("Session %s: a call of a kernel that is not there", session));
  }

  private void greet(SessionId session, Hello hello, LinkWire wire) {
    if (hello.protocol() != Hello.PROTOCOL || !hello.sessionId().equals(session.value())) {
      throw new MalformedMessageException(
          "hello is of another session or link protocol; driver and gateway must be of one build");
    }
    engine.connected(session, hello, wire);
    // The one that it came with stands in its environment, where others might read it.
    sessions.offerToken(session).ifPresent(token -> wire.send(new LinkFrame.Token(token)));
  }

  @OnClose
  @Blocking
  void closed(WebSocketConnection connection) {
    engine.disconnected(session(connection), wires.closed(connection));
  }

  @OnError
  @Blocking
  void failed(WebSocketConnection connection, Throwable failure) {
    if (failure instanceof HttpClosedException) {
      LOG.debugf("Session %s: its driver's connection broke", session(connection));
      return; // the driver comes back, or its end is told
    }
    LOG.errorf(failure, "Session %s: the link failed", session(connection));
    wires.of(connection).close(FAILED, "the gateway failed; see its log");
  }

  private static SessionId session(WebSocketConnection connection) {
    return new SessionId(UUID.fromString(connection.pathParam("sessionId")));
  }
}
