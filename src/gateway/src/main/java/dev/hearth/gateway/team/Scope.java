package dev.hearth.gateway.team;

import dev.hearth.gateway.error.InvalidRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** For what a credential was made; never more than its user may do. */
public enum Scope {
  /** Everything that its user may do. */
  FULL,
  /** Lists, states, journals; no change, and no socket, on which cells could be run. */
  READ,
  /** The gateway's metrics and nothing else: for a monitoring system. */
  METRICS;

  /** As it stands in requests and answers. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a credential of this scope lets its bearer do what needs the other. */
  public boolean covers(Scope needed) {
    return this == needed || this == FULL && needed == READ;
  }

  /**
   * @throws InvalidRequest if there is no such scope, naming those there are
   */
  public static Scope of(String wireName) {
    return Arrays.stream(values())
        .filter(scope -> scope.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequest(
                    "There is no such scope. Scopes: "
                        + Arrays.stream(values())
                            .map(Scope::wireName)
                            .collect(Collectors.joining(", "))
                        + "."));
  }
}
