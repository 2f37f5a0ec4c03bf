package dev.hearth.gateway.team.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The audit log. */
@ConfigMapping(prefix = "hearth.audit")
public interface AuditConfig {

  /**
   * A secret of at least 32 characters, under which entries get their hashes; the same for all
   * gateways on one database, and for the life of the log.
   */
  Optional<String> key();

  /** Number of the first entry that was written with the key, where there were some before. */
  @WithDefault("1")
  long keySince();

  /** How long entries stay in the database. */
  @WithDefault("400d")
  Duration keep();

  /** How long the files below the home are kept. */
  @WithDefault("400d")
  Duration keepFiles();

  /** Events that may wait for the database; beyond, requests are refused. */
  @WithDefault("10000")
  int queue();

  /** How long a gateway that stops tries to store what still waits. */
  @WithDefault("10s")
  Duration drain();
}
