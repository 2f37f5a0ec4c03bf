package dev.hearth.demo;

import software.amazon.awssdk.services.emrcontainers.model.StartJobRunRequest;

/** Requests for job runs. */
final class Orders {
  static final DemoTeam TEAM = DemoTeam.OF_THE_GATEWAY.get(0);

  private Orders() {}

  /** A session driver, started for a team with the parameters that follow its class. */
  static StartJobRunRequest.Builder driver(DemoTeam team, String token, String parameters) {
    return StartJobRunRequest.builder()
        .virtualClusterId(team.virtualCluster())
        .name("hearth-00000000-" + token)
        .clientToken(token)
        .executionRoleArn("arn:aws:iam::111122223333:role/" + team.role())
        .releaseLabel("emr-7.10.0-spark-rapids-latest")
        .jobDriver(
            driver ->
                driver.sparkSubmitJobDriver(
                    submit ->
                        submit
                            .entryPoint("local:///usr/lib/spark/jars/hearth-session.jar")
                            .sparkSubmitParameters(
                                "--class dev.hearth.driver.SessionDriver " + parameters)));
  }
}
