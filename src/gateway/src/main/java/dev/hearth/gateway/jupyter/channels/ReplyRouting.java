package dev.hearth.gateway.jupyter.channels;

import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.MessageParts;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which of a kernel's messages one client gets: all of iopub, and of the replies and questions
 * those whose request carried one of its sessions. Safe from any thread.
 */
final class ReplyRouting {
  /** A client has one or, behind a server, a few; of more, those heard of last count. */
  static final int MOST_SESSIONS = 1_000;

  private final Set<String> sessions = new LinkedHashSet<>();

  /** Replies to requests with this {@code header.session} are for this client from now on. */
  synchronized void own(String session) {
    if (!session.isEmpty()) {
      sessions.remove(session); // it is the newest again
      sessions.add(session);
      if (sessions.size() > MOST_SESSIONS) {
        sessions.remove(sessions.iterator().next());
      }
    }
  }

  synchronized boolean owns(String session) {
    return sessions.contains(session);
  }

  boolean wants(MessageParts message) {
    return message.channel() == Channel.IOPUB || owns(message.peekParentHeader().session());
  }
}
