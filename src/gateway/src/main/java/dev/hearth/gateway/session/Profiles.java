package dev.hearth.gateway.session;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.session.ProfilesConfig.ProfileConfig;
import dev.hearth.gateway.session.cluster.ClusterKind;
import dev.hearth.gateway.session.cluster.ClusterPlan;
import dev.hearth.gateway.session.cluster.InstanceTypes;
import dev.hearth.gateway.session.cluster.SparkTerms;
import dev.hearth.gateway.team.ShareLevel;
import dev.hearth.gateway.team.config.Team;
import dev.hearth.gateway.team.config.Teams;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The profiles from which sessions can be started. Immutable. */
public class Profiles {
  /**
   * The profile of Spark within the driver's own process, on this machine; there without
   * configuration where there is the launcher for it.
   */
  public static final String LOCAL = "local";

  /** The launcher whose profiles have a plan for a cluster. */
  private static final String EMR = "emr";

  private static final String LOCAL_MASTER = "local[*]";

  /** There without configuration where there is the launcher for them. */
  private static final Set<String> SHIPPED =
      Arrays.stream(ClusterKind.values())
          .map(ClusterKind::toString)
          .collect(Collectors.toUnmodifiableSet());

  /** As in {@link ProfilesConfig}. */
  private static final Sharing STANDARD =
      new Sharing(ShareLevel.KERNEL, true, Duration.ofMinutes(10));

  private final Map<String, ProfileConfig> configured;
  private final Map<String, ClusterPlan> plans = new TreeMap<>();
  private final long machineMemory;
  private final boolean local;

  /** Those of a gateway that starts sessions on this machine only; throws like the other one. */
  Profiles(Map<String, ProfileConfig> configured, long machineMemory) {
    this(configured, machineMemory, Set.of(LOCAL), new InstanceTypes(Map.of()));
  }

  /**
   * @param machineMemory in MiB
   * @param launchers that sessions can be started with, and so which profiles are there without
   *     configuration: {@code local} that of this machine, {@code emr} those for a cluster
   * @throws IllegalArgumentException if the configuration is wrong; stops the start
   */
  Profiles(
      Map<String, ProfileConfig> configured,
      long machineMemory,
      Set<String> launchers,
      InstanceTypes instances) {
    this.configured = Map.copyOf(configured);
    this.machineMemory = machineMemory;
    this.local = launchers.contains(LOCAL);
    boolean emr = launchers.contains(EMR);
    configured.forEach(
        (name, profile) ->
            profile.driverMemory().ifPresent(size -> DriverMemory.checked(size, name)));
    SortedSet<String> all = new TreeSet<>(configured.keySet());
    if (emr) {
      all.addAll(SHIPPED);
    }
    for (String name : all) {
      Optional<ProfileConfig> config = Optional.ofNullable(configured.get(name));
      if (launcher(name, config, emr).equals(EMR)) {
        requireLabel(name);
        plans.put(name, plan(name, config, emr, instances));
      } else if (config.flatMap(ProfileConfig::cluster).isPresent()) {
        throw new IllegalArgumentException(
            key(name)
                + "cluster.* is set, but its launcher is '"
                + launcher(name, config, emr)
                + "', which starts no pods. Set "
                + key(name)
                + "launcher to emr, or take cluster.* out.");
      }
    }
  }

  private static String launcher(String name, Optional<ProfileConfig> config, boolean emr) {
    boolean cluster =
        emr && SHIPPED.contains(name) || config.flatMap(ProfileConfig::cluster).isPresent();
    return config.flatMap(ProfileConfig::launcher).orElse(cluster ? EMR : LOCAL);
  }

  private static ClusterPlan plan(
      String name, Optional<ProfileConfig> config, boolean emr, InstanceTypes instances) {
    if (!emr) {
      throw new IllegalArgumentException(
          key(name)
              + "* is for the launcher emr, which is off. Set hearth.launch.emr.enabled to true,"
              + " or take the profile out.");
    }
    return ClusterPlan.of(
        name,
        config.flatMap(ProfileConfig::cluster),
        config.map(ProfileConfig::sparkConf).orElse(Map.of()),
        config.flatMap(ProfileConfig::driverMemory).map(size -> DriverMemory.checked(size, name)),
        config.flatMap(ProfileConfig::pricePerHour),
        instances);
  }

  private static String key(String name) {
    return "hearth.profiles." + name + ".";
  }

  /**
   * The profile of a session on those terms: with what its users have changed.
   *
   * @throws InvalidRequest if there is no such profile, or if that cannot be changed so
   * @throws dev.hearth.gateway.error.Unavailable if this machine is too small for it
   */
  Profile of(String name, SessionTerms terms) {
    Profile profile = named(name);
    Map<String, String> settings = new TreeMap<>(terms.settings());
    ClusterPlan plan = plans.get(name);
    if (plan == null || settings.isEmpty()) {
      return profile.with(settings);
    }
    Optional<String> heap = Optional.ofNullable(settings.remove(SessionSettings.DRIVER_MEMORY));
    try {
      return profile.with(plan.with(heap, settings));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequest(
          "A session of the profile '" + name + "' cannot be like that: " + e.getMessage(), e);
    }
  }

  /** A profile's hardware and price in a few words, for menus; empty for those of this machine. */
  public Optional<String> summary(String name) {
    return Optional.ofNullable(plans.get(name)).map(ClusterPlan::summary);
  }

  /** For people who choose among profiles; empty if there is nothing to say. */
  public String description(String name) {
    return Optional.ofNullable(configured.get(name))
        .flatMap(ProfileConfig::description)
        .or(() -> Optional.ofNullable(plans.get(name)).map(ClusterPlan::description))
        .orElse(name.equals(LOCAL) ? "Spark on this machine" : "");
  }

  /** The heap of a session's driver on those terms, also if they would be refused by now. */
  public String heap(String name, SessionTerms terms) {
    return named(name).with(terms.settings()).driverMemory();
  }

  /** Pods carry it as a label, and Kubernetes refuses others only minutes later. */
  private static void requireLabel(String name) {
    if (!name.matches("[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?")) {
      throw new IllegalArgumentException(
          "hearth.profiles has '"
              + name
              + "', which runs on a cluster: its name may have up to 63 letters, digits, hyphens,"
              + " dots and underscores.");
    }
  }

  private static Sharing sharing(ProfileConfig config) {
    return new Sharing(config.shareLevel(), config.shareViews(), config.linger());
  }

  /** All names, in order. */
  public SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(configured.keySet());
    names.addAll(plans.keySet());
    if (local) {
      names.add(LOCAL);
    }
    return Collections.unmodifiableSortedSet(names);
  }

  /**
   * @throws IllegalArgumentException if a team names a profile that there is not
   */
  void check(Teams teams) {
    for (Team team : teams.all()) {
      for (String profile : team.profiles()) {
        check("teams." + team.name() + ".profiles", profile);
      }
      team.defaultProfile()
          .ifPresent(profile -> check("teams." + team.name() + ".default-profile", profile));
    }
  }

  private void check(String key, String profile) {
    if (!names().contains(profile)) {
      throw new IllegalArgumentException(
          key
              + " has '"
              + profile
              + "', which is no profile of this gateway. Profiles: "
              + String.join(", ", names())
              + ". Add it as hearth.profiles."
              + profile
              + ".*, or change the team.");
    }
  }

  /**
   * @throws InvalidRequest if there is no such profile
   * @throws dev.hearth.gateway.error.Unavailable if this machine is too small for it
   */
  public Profile named(String name) {
    if (!names().contains(name)) {
      throw new InvalidRequest(
          "There is no profile '" + name + "'. Profiles: " + String.join(", ", names()) + ".");
    }
    Optional<ProfileConfig> config = Optional.ofNullable(configured.get(name));
    Sharing sharing = config.map(Profiles::sharing).orElse(STANDARD);
    ClusterPlan plan = plans.get(name);
    if (plan != null) {
      SparkTerms terms = plan.terms();
      return new Profile(
          name,
          EMR,
          terms.driverMemory(),
          terms.sparkConf(),
          description(name),
          sharing,
          terms.pricePerHour(),
          Optional.of(plan.shape()));
    }
    String launcher = config.flatMap(ProfileConfig::launcher).orElse(LOCAL);
    Map<String, String> sparkConf =
        new TreeMap<>(config.map(ProfileConfig::sparkConf).orElse(Map.of()));
    if (launcher.equals(LOCAL)) {
      sparkConf.putIfAbsent("spark.master", LOCAL_MASTER);
    }
    return new Profile(
        name,
        launcher,
        config
            .flatMap(ProfileConfig::driverMemory)
            .map(size -> DriverMemory.checked(size, name))
            .orElseGet(() -> DriverMemory.defaultOn(machineMemory, name)),
        sparkConf,
        description(name),
        sharing,
        config.flatMap(ProfileConfig::pricePerHour).orElse(BigDecimal.ZERO),
        Optional.empty());
  }
}
