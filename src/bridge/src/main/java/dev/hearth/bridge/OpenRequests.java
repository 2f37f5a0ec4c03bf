package dev.hearth.bridge;

import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.MessageParts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The requests that have no reply yet, the oldest first. Safe from any thread. */
final class OpenRequests {

  /** A request, and the channel on which its reply is due. */
  record Open(Header header, Channel channel) {}

  private final Map<String, Open> open = new LinkedHashMap<>();

  synchronized void add(Header header, Channel channel) {
    open.put(header.msgId(), new Open(header, channel));
  }

  /** A message for the client: perhaps a reply. */
  synchronized void answered(MessageParts message) {
    if (message.channel() == Channel.SHELL || message.channel() == Channel.CONTROL) {
      open.remove(message.peekParentHeader().msgId());
    }
  }

  /** The cell that runs. */
  synchronized Optional<Header> running() {
    return open.values().stream()
        .map(Open::header)
        .filter(header -> header.msgType().equals(Execute.Request.TYPE))
        .findFirst();
  }

  /** All, which are then no more open. */
  synchronized List<Open> drain() {
    List<Open> all = new ArrayList<>(open.values());
    open.clear();
    return all;
  }
}
