package dev.hearth.demo;

import java.util.List;

/**
 * A team that has a virtual cluster from the beginning.
 *
 * @param name also of its namespace
 */
record DemoTeam(String name, String description, String virtualCluster, String role) {
  /** Those that the gateway may use. */
  static final List<DemoTeam> OF_THE_GATEWAY =
      List.of(
          new DemoTeam(
              "emr-ml-team-a", "Mortgage risk", "vca0hearthdemo0team0a0000", "emr-ml-team-a-jobs"),
          new DemoTeam(
              "emr-ml-team-b", "Card fraud", "vcb0hearthdemo0team0b0000", "emr-ml-team-b-jobs"));

  /** One that another gateway has. */
  static final DemoTeam OF_OTHERS =
      new DemoTeam(
          "emr-ml-team-c", "Somebody else's", "vcc0hearthdemo0team0c0000", "emr-ml-team-c-jobs");
}
