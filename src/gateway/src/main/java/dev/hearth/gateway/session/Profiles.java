package dev.hearth.gateway.session;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.session.ProfilesConfig.ProfileConfig;
import dev.hearth.gateway.team.ShareLevel;
import dev.hearth.gateway.team.config.Team;
import dev.hearth.gateway.team.config.Teams;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The profiles from which sessions can be started. Immutable. */
public class Profiles {
  /** The profile that is always there: Spark within the driver's own process, on this machine. */
  public static final String LOCAL = "local";

  private static final String LOCAL_MASTER = "local[*]";

  /** As in {@link ProfilesConfig}. */
  private static final Sharing STANDARD =
      new Sharing(ShareLevel.KERNEL, true, Duration.ofMinutes(10));

  private final Map<String, ProfileConfig> configured;
  private final long machineMemory;

  /**
   * @param machineMemory in MiB
   * @throws IllegalArgumentException if the configuration is wrong; stops the start
   */
  Profiles(Map<String, ProfileConfig> configured, long machineMemory) {
    this.configured = Map.copyOf(configured);
    this.machineMemory = machineMemory;
    configured.forEach(
        (name, profile) ->
            profile.driverMemory().ifPresent(size -> DriverMemory.checked(size, name)));
  }

  /** The heap of a session's driver on those terms. */
  public String heap(String name, SessionTerms terms) {
    return named(name).with(terms.settings()).driverMemory();
  }

  private static Sharing sharing(ProfileConfig config) {
    return new Sharing(config.shareLevel(), config.shareViews(), config.linger());
  }

  /** All names, in order. */
  public SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(configured.keySet());
    names.add(LOCAL);
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
    String launcher = config.map(ProfileConfig::launcher).orElse(LOCAL);
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
        config
            .flatMap(ProfileConfig::description)
            .orElse(name.equals(LOCAL) ? "Spark on this machine" : ""),
        config.map(Profiles::sharing).orElse(STANDARD),
        config.map(ProfileConfig::pricePerHour).orElse(BigDecimal.ZERO),
        Optional.empty());
  }
}
