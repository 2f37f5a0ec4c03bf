package dev.hearth.gateway.jupyter.channels;

import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.MessageParts;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which of a kernel's messages one client gets: all of iopub, and of the replies and questions
 * those whose request carried one of its sessions. Safe from any thread.
 */
final class ReplyRouting {
  private final Set<String> sessions = ConcurrentHashMap.newKeySet();

  /** Replies to requests with this {@code header.session} are for this client from now on. */
  void own(String session) {
    if (!session.isEmpty()) {
      sessions.add(session);
    }
  }

  boolean owns(String session) {
    return sessions.contains(session);
  }

  boolean wants(MessageParts message) {
    return message.channel() == Channel.IOPUB || owns(message.peekParentHeader().session());
  }
}
