package dev.hearth.gateway.jupyter.channels;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a client says in the URL of its socket.
 *
 * @param sessionId by which it can resume
 * @param after the id of the last message that it has
 * @param owners further sessions whose replies are for this client: those of the clients that it
 *     speaks for
 */
record Handshake(Optional<String> sessionId, Optional<String> after, Set<String> owners) {
  private static final int MOST_OWNERS = 256;

  static Handshake of(String query) {
    QueryStringDecoder decoder = new QueryStringDecoder(query == null ? "" : query, false);
    return new Handshake(first(decoder, "session_id"), first(decoder, "after"), owners(decoder));
  }

  private static Set<String> owners(QueryStringDecoder query) {
    return query.parameters().getOrDefault("owner", List.of()).stream()
        .limit(MOST_OWNERS)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<String> first(QueryStringDecoder query, String name) {
    List<String> values = query.parameters().getOrDefault(name, List.of());
    return values.stream().findFirst().filter(value -> !value.isEmpty());
  }
}
