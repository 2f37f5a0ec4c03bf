package dev.hearth.gateway.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Which web pages, other than the gateway's own, may talk to it. */
@ConfigMapping(prefix = "hearth.cors")
public interface AccessConfig {

  /**
   * Origins such as {@code https://lab.example.org}, separated by commas; {@code *} for any. By
   * default none: pages that the gateway serves itself need no entry.
   */
  Optional<Set<String>> allowedOrigins();

  /** How long a browser may remember the answer to its preflight request. */
  @WithDefault("10M")
  Duration maxAge();
}
