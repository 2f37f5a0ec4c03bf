package dev.hearth.gateway.jupyter.channels;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Optional;

/**
 * What a client says in the URL of its socket.
 *
 * @param sessionId by which it can resume
 * @param after the id of the last message that it has
 */
record Handshake(Optional<String> sessionId, Optional<String> after) {

  static Handshake of(String query) {
    QueryStringDecoder decoder = new QueryStringDecoder(query == null ? "" : query, false);
    return new Handshake(first(decoder, "session_id"), first(decoder, "after"));
  }

  private static Optional<String> first(QueryStringDecoder query, String name) {
    List<String> values = query.parameters().getOrDefault(name, List.of());
    return values.stream().findFirst().filter(value -> !value.isEmpty());
  }
}
