package dev.hearth.gateway.launch.emr;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.team.TeamName;
import java.util.Objects;

/**
 * Where a session's job run is: all that a restarted gateway must know to find it.
 *
 * @param namespace in which its pods are
 * @param team whose it is
 */
record RunHandle(String virtualCluster, String jobRun, String namespace, TeamName team) {
  RunHandle {
    Objects.requireNonNull(virtualCluster, "virtualCluster");
    Objects.requireNonNull(jobRun, "jobRun");
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(team, "team");
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  static RunHandle parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 4) {
      throw none(text, null);
    }
    try {
      return new RunHandle(parts[0], parts[1], parts[2], new TeamName(parts[3]));
    } catch (InvalidRequest e) {
      throw none(text, e);
    }
  }

  private static IllegalArgumentException none(String text, Throwable cause) {
    return new IllegalArgumentException("'" + text + "' is no handle of a job run.", cause);
  }

  @Override
  public String toString() {
    return virtualCluster + "/" + jobRun + "/" + namespace + "/" + team;
  }
}
