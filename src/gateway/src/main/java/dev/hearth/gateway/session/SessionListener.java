package dev.hearth.gateway.session;

/**
 * Told what becomes of sessions. Called on the thread that made the change, after it is durable, in
 * order per session; must not block.
 */
public interface SessionListener {

  /** A start step, for the user; {@code atMillis} is epoch milliseconds. */
  void stepped(SessionId session, String text, long atMillis);

  /** The session's state has changed. */
  void changed(Session session);
}
