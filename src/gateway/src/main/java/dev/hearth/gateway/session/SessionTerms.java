package dev.hearth.gateway.session;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.team.ShareLevel;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * On what terms a session was asked for, beyond its profile. A session that follows another, after
 * a failure, is started on the same ones.
 *
 * @param share who may join it
 * @param name by which its users tell it from others; a session without one is found by its profile
 * @param settings what its users have changed of the profile's: see {@link SessionSettings}
 */
public record SessionTerms(ShareLevel share, Optional<String> name, Map<String, String> settings) {
  /** A session for one kernel, as its profile says. */
  public static final SessionTerms OWN =
      new SessionTerms(ShareLevel.KERNEL, Optional.empty(), Map.of());

  private static final Pattern NAME = Pattern.compile("[A-Za-z]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?");

  public SessionTerms {
    Objects.requireNonNull(share, "share");
    Objects.requireNonNull(name, "name");
    settings = Map.copyOf(settings);
    name.ifPresent(SessionTerms::check);
  }

  private static void check(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidRequest(
          "A session's name is up to 63 letters, digits, hyphens and underscores, beginning with a"
              + " letter, such as 'etl-march'.");
    }
  }

  /** The same with other settings on top. */
  public SessionTerms with(Map<String, String> more) {
    Map<String, String> merged = new TreeMap<>(settings);
    merged.putAll(more);
    return new SessionTerms(share, name, merged);
  }

  /** Whether several kernels meet here, so that it may wait for the next one. */
  public boolean shared() {
    return share != ShareLevel.KERNEL;
  }
}
