package dev.hearth.gateway.team;

import java.util.Locale;

/** Whose kernels may share a session; the levels are Kyuubi's, but for what is shared. */
public enum ShareLevel {
  /** Each kernel has a session of its own, unless it is attached to another by name. */
  KERNEL,
  /** The kernels of one user share a session per profile. */
  USER,
  /** The kernels of all users of a team share a session per profile. */
  TEAM;

  /** As it stands in the configuration and the registry. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static ShareLevel of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
