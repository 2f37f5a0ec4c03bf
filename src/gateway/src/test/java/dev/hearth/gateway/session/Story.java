package dev.hearth.gateway.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what is told of sessions, in words. */
final class Story implements SessionListener {
  final List<String> lines = new CopyOnWriteArrayList<>();

  @Override
  public void stepped(SessionId session, String text, long atMillis) {
    lines.add("step: " + text);
  }

  @Override
  public void changed(Session session) {
    lines.add(session.state().name());
  }
}
