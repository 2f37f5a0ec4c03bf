package dev.hearth.gateway.launch;

import dev.hearth.gateway.team.TeamName;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What to start.
 *
 * @param token the link token that the driver shall dial with; a secret
 * @param sparkConf Spark configuration of the profile
 * @param driverMemory as the JVM takes it, e.g. {@code 2g}
 * @param user whose session it is
 * @param team of that user
 * @param profile by name
 * @param cluster for launchers that start pods; empty: the profile is for this machine
 */
public record LaunchOrder(
    UUID sessionId,
    String token,
    Map<String, String> sparkConf,
    String driverMemory,
    String user,
    TeamName team,
    String profile,
    Optional<ClusterShape> cluster) {
  public LaunchOrder {
    sparkConf = Map.copyOf(sparkConf);
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(cluster, "cluster");
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "LaunchOrder[sessionId=" + sessionId + ", user=" + user + "]";
  }
}
