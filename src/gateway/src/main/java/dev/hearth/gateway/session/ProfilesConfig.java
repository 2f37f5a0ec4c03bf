package dev.hearth.gateway.session;

import dev.hearth.gateway.session.cluster.ClusterConfig;
import dev.hearth.gateway.team.ShareLevel;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The profiles, by name. {@code local} is there without keys where there is a driver for it; its
 * keys change it.
 */
@ConfigMapping(prefix = "hearth.profiles")
public interface ProfilesConfig {

  @WithParentName
  Map<String, ProfileConfig> byName();

  /** One profile. */
  interface ProfileConfig {

    /**
     * Which launcher starts its drivers. By default {@code emr} where it is enabled, for the
     * profiles {@code cpu}, {@code gpu-etl} and {@code gpu-train} and those with something below
     * {@code cluster}; else {@code local}.
     */
    Optional<String> launcher();

    /** Where and on what its sessions run, if its launcher is {@code emr}. */
    Optional<ClusterConfig> cluster();

    /**
     * Heap of the driver, as the JVM takes it, e.g. {@code 2g}. By default half of the machine's
     * memory, at least 1 GiB and at most 4 GiB; on a cluster what the driver's instance gives.
     */
    Optional<String> driverMemory();

    /**
     * Spark configuration. The keys are Spark's own, in quotes: {@code
     * hearth.profiles.local.spark-conf."spark.sql.shuffle.partitions"=8}.
     */
    Map<String, String> sparkConf();

    /** Whose kernels share its sessions: {@code kernel} (none), {@code user} or {@code team}. */
    @WithDefault("kernel")
    ShareLevel shareLevel();

    /**
     * Whether kernels of one session share temporary views and SQL settings. Cached tables and
     * global temporary views are shared in either case.
     */
    @WithDefault("true")
    boolean shareViews();

    /** How long a shared session stays when its last kernel has left. */
    @WithDefault("10m")
    Duration linger();

    /**
     * What a session of it costs in an hour, in the currency of the teams' quotas. By default
     * nothing; on a cluster the approximate price on demand, in USD, of the driver and as many
     * executors as there may be.
     */
    Optional<BigDecimal> pricePerHour();

    /** For people who choose among profiles. */
    Optional<String> description();
  }
}
