package dev.hearth.gateway.kernel.driver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.call.KernelCalls;
import dev.hearth.gateway.session.SessionId;
import dev.hearth.gateway.team.Caller;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;

/** What cells may ask about sessions: {@code %sessions}, {@code %attach} and the like. */
final class SessionCalls {
  /** Far below the largest frame of a link, also as Base64. */
  private static final int PIECE_BYTES = 512 * 1024;

  private final UserSessions sessions;

  SessionCalls(UserSessions sessions) {
    this.sessions = sessions;
  }

  void register(KernelCalls calls) {
    calls.register("sessions.list", JsonNode.class, (kernel, params) -> list(kernel));
    calls.register(
        "kernel.attach",
        Attach.class,
        (kernel, params) ->
            new Said(sessions.attach(kernel, params.session(), params.executionCount())));
    calls.register(
        "session.configure",
        UserSessions.Configuration.class,
        (kernel, params) -> new Said(sessions.configure(kernel, params)));
    calls.register(
        "session.log",
        Log.class,
        (kernel, params) -> new Said(sessions.log(kernel, params.lines())));
    calls.registerQuery("session.file", Piece.class, this::piece);
  }

  private Bytes piece(Kernel kernel, Piece asked) {
    SessionFiles.Piece piece = sessions.file(kernel, asked.name(), asked.offset(), PIECE_BYTES);
    return new Bytes(Base64.getEncoder().encodeToString(bytes(piece.bytes())), piece.version());
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** Which piece of a file that was handed to the session. */
  record Piece(String name, long offset) {
    Piece {
      if (name == null || offset < 0) {
        throw new InvalidRequest("A piece of a file has a name and an offset of 0 or more.");
      }
    }
  }

  /**
   * @param base64 empty at the end of the file
   * @param version see {@link SessionFiles.Piece}
   */
  record Bytes(String base64, String version) {}

  private Listing list(Kernel kernel) {
    return new Listing(
        kernel.session().map(SessionId::toString).orElse(null),
        sessions.list(Caller.of(kernel.owner())).stream().map(Line::of).toList());
  }

  /**
   * @param here the session of the kernel that asks
   */
  record Listing(String here, List<Line> sessions) {}

  /** A session in a table. */
  record Line(
      String id,
      String name,
      String owner,
      String profile,
      String shareLevel,
      String state,
      int kernels,
      long ageSeconds,
      String driverMemory) {
    static Line of(SessionView view) {
      return new Line(
          view.id(),
          view.name(),
          view.owner(),
          view.profile(),
          view.shareLevel(),
          view.state(),
          view.kernels(),
          view.ageSeconds(),
          view.driverMemory());
    }
  }

  /** What a cell shows. */
  record Said(String text) {}

  record Log(int lines) {}

  record Attach(String session, int executionCount) {
    Attach {
      if (session == null || session.isBlank()) {
        throw new InvalidRequest("Say which session: '%attach NAME' or '%attach ID'.");
      }
    }
  }
}
