package dev.hearth.gateway.http;

import java.net.URI;
import java.util.Set;

/**
 * Which pages may talk to the gateway through a browser.
 *
 * @param allowed origins, or {@code *} for any
 */
record OriginRule(Set<String> allowed) {
  OriginRule {
    allowed = Set.copyOf(allowed);
  }

  /** Whether the origin was configured. */
  boolean lists(String origin) {
    return allowed.contains("*") || allowed.contains(origin);
  }

  /**
   * Whether a request that a browser has signed by itself may be trusted.
   *
   * @param origin the header, or {@code null} as scripts and same-site reads have it
   * @param host the {@code Host} header, or {@code null}
   */
  boolean permits(String origin, String host) {
    return origin == null || lists(origin) || host != null && host.equals(authority(origin));
  }

  private static String authority(String origin) {
    try {
      return URI.create(origin).getRawAuthority();
    } catch (IllegalArgumentException e) {
      return null; // such as "null", which browsers send for pages without a site
    }
  }
}
