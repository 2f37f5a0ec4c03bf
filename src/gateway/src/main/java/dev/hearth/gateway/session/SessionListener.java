package dev.hearth.gateway.session;

/**
 * Told what becomes of sessions, after it is durable and in order per session. Called on a thread
 * that changes the session, which holds no lock meanwhile: a listener may call {@link Sessions},
 * and what follows from that is told after it has returned. It must not block. The birth of a
 * session is not told: {@link Sessions#start} returns it.
 */
public interface SessionListener {

  /** A start step, for the user; {@code atMillis} is epoch milliseconds. */
  void stepped(SessionId session, String text, long atMillis);

  /** News of a session that starts or runs, for the user; times as in {@link #stepped}. */
  default void noticed(SessionId session, String text, long atMillis) {}

  /** The session's state has changed. */
  void changed(Session session);
}
