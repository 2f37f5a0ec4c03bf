package dev.hearth.gateway.launch.emr;

import dev.hearth.gateway.launch.ClusterShape;
import dev.hearth.gateway.launch.ClusterShape.PodShape;
import dev.hearth.gateway.launch.LaunchOrder;
import dev.hearth.gateway.team.TeamName;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Orders and places for tests. */
final class Orders {
  static final UUID SESSION = UUID.fromString("5f0c8a52-7d5e-4f5e-9a53-2f3c4e1d0b11");
  static final TeamName TEAM = new TeamName("emr-ml-team-a");
  static final TeamPlace PLACE =
      new TeamPlace(
          "emr-ml-team-a",
          "vc000team0a",
          "arn:aws:iam::123456789012:role/hearth-emr-ml-team-a",
          Optional.empty());

  private Orders() {}

  static LaunchOrder gpu(Map<String, String> conf) {
    return gpu(
        conf, Optional.of("123456789012.dkr.ecr.eu-west-1.amazonaws.com/hearth-session:0.1.0"));
  }

  /**
   * @param image of the profile
   */
  static LaunchOrder gpu(Map<String, String> conf, Optional<String> image) {
    return new LaunchOrder(
        SESSION,
        "the-link-token",
        conf,
        "4g",
        "ada@example.org",
        TEAM,
        "gpu-etl",
        Optional.of(
            new ClusterShape(
                "emr-7.10.0-spark-rapids-latest",
                image,
                new PodShape(
                    Map.of("hearth.dev/pool", "driver"), List.of(), Optional.of("20Gi"), false),
                new PodShape(
                    Map.of(
                        "hearth.dev/pool", "gpu",
                        "node.kubernetes.io/instance-type", "g5.2xlarge"),
                    List.of("nvidia.com/gpu"),
                    Optional.of("200Gi"),
                    true))));
  }

  static EmrLaunchConfig config(Map<String, String> settings) {
    var builder =
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 100, new DurationConverter())
            .withMapping(EmrLaunchConfig.class);
    builder.withDefaultValue("hearth.launch.emr.link-url", "http://hearth.hearth.svc:8888");
    settings.forEach((key, value) -> builder.withDefaultValue("hearth.launch.emr." + key, value));
    return builder.build().getConfigMapping(EmrLaunchConfig.class);
  }
}
