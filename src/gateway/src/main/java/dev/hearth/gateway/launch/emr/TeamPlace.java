package dev.hearth.gateway.launch.emr;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.gateway.team.config.Placement;
import java.util.Optional;

/** A team's {@link Placement} with all that a job run needs. */
record TeamPlace(
    String namespace, String virtualCluster, String executionRole, Optional<String> image) {

  /**
   * @throws InvalidRequest if something is not configured, naming the key
   */
  static TeamPlace of(TeamName team, Placement placement) {
    return new TeamPlace(
        placement.namespace(),
        placement.virtualCluster().orElseThrow(() -> missing(team, "virtual-cluster")),
        placement.executionRole().orElseThrow(() -> missing(team, "execution-role")),
        placement.image());
  }

  private static InvalidRequest missing(TeamName team, String key) {
    return new InvalidRequest(
        "Team "
            + team
            + " cannot have sessions on EMR: teams."
            + team
            + "."
            + key
            + " is not set in the file of teams. 'hearth team apply' makes what is missing and says"
            + " its value.");
  }
}
