package dev.hearth.gateway.launch.emr;

import dev.hearth.gateway.team.TeamName;
import java.util.Optional;

/**
 * Where the logs of a team's job runs go, as EMR names what it writes there.
 *
 * @param group of CloudWatch
 * @param streamPrefix of the streams in it
 * @param s3 a prefix that ends with a slash
 */
record LogPlaces(Optional<String> group, String streamPrefix, Optional<String> s3) {

  static LogPlaces of(EmrLaunchConfig.Logs config, TeamName team) {
    return new LogPlaces(
        config.group().map(group -> withoutSlash(group) + "/" + team),
        config.prefix(),
        config.s3().map(prefix -> withoutSlash(prefix) + "/" + team + "/"));
  }

  private static String withoutSlash(String text) {
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** The stream of what a driver wrote to its output. */
  String driverStream(RunHandle run, String output) {
    return streamPrefix + "/" + path(run) + output;
  }

  /** The key, after the prefix, of what a driver wrote to its output. */
  static String driverKey(RunHandle run, String output) {
    return path(run) + output + ".gz";
  }

  private static String path(RunHandle run) {
    return run.virtualCluster()
        + "/jobs/"
        + run.jobRun()
        + "/containers/spark-"
        + run.jobRun()
        + "/spark-"
        + run.jobRun()
        + "-driver/";
  }
}
