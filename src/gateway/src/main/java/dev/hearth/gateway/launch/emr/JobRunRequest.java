package dev.hearth.gateway.launch.emr;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.launch.ClusterShape;
import dev.hearth.gateway.launch.LaunchOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.emrcontainers.model.CloudWatchMonitoringConfiguration;
import software.amazon.awssdk.services.emrcontainers.model.Configuration;
import software.amazon.awssdk.services.emrcontainers.model.ConfigurationOverrides;
import software.amazon.awssdk.services.emrcontainers.model.MonitoringConfiguration;
import software.amazon.awssdk.services.emrcontainers.model.S3MonitoringConfiguration;
import software.amazon.awssdk.services.emrcontainers.model.StartJobRunRequest;

/** Makes of a session's order what StartJobRun takes; decision 0015 has the table. */
final class JobRunRequest {
  /** With Spark's own jars in the session's image, so that there is one flat class path. */
  static final String ENTRY_POINT = "local:///usr/lib/spark/jars/hearth-session.jar";

  static final String MAIN_CLASS = "dev.hearth.driver.SessionDriver";

  /** Cells print Unicode, whatever the image's locale is. */
  private static final String JAVA_OPTIONS =
      "-Dfile.encoding=UTF-8 -Dsun.stdout.encoding=UTF-8 -Dsun.stderr.encoding=UTF-8";

  private static final int MOST_TAG_CHARACTERS = 256;

  private final EmrLaunchConfig config;
  private final String installation;

  JobRunRequest(EmrLaunchConfig config, String installation) {
    this.config = config;
    this.installation = installation;
  }

  /**
   * @param templates where the pod templates of driver and executors are
   * @throws InvalidRequest if nothing names an image, or it is too much for EMR
   */
  StartJobRunRequest of(
      LaunchOrder order, ClusterShape shape, TeamPlace place, Templates templates) {
    String image = image(order, shape, place);
    SubmitSettings settings = SubmitSettings.of(MAIN_CLASS, conf(order, image, templates));
    return StartJobRunRequest.builder()
        .name(new RunName(installation, order.sessionId()).toString())
        .virtualClusterId(place.virtualCluster())
        .clientToken(order.sessionId().toString())
        .executionRoleArn(place.executionRole())
        .releaseLabel(shape.release())
        .jobDriver(
            driver ->
                driver.sparkSubmitJobDriver(
                    submit ->
                        submit
                            .entryPoint(ENTRY_POINT)
                            .sparkSubmitParameters(settings.parameters())))
        .configurationOverrides(overrides(order, settings))
        .retryPolicyConfiguration(retry -> retry.maxAttempts(1))
        .tags(tags(order))
        .build();
  }

  /** Where the two pod templates of a session are. */
  record Templates(String driver, String executor) {}

  private Map<String, String> conf(LaunchOrder order, String image, Templates templates) {
    Map<String, String> conf = new TreeMap<>(order.sparkConf());
    // Where and as what it runs is EMR's and ours.
    conf.remove("spark.master");
    conf.putIfAbsent("spark.app.name", "Hearth: " + order.user());
    conf.put("spark.driver.memory", order.driverMemory());
    conf.merge("spark.driver.extraJavaOptions", JAVA_OPTIONS, (set, ours) -> set + " " + ours);
    conf.put("spark.kubernetes.container.image", image);
    conf.put("spark.kubernetes.driver.podTemplateFile", templates.driver());
    conf.put("spark.kubernetes.executor.podTemplateFile", templates.executor());
    String id = order.sessionId().toString();
    conf.put("spark.kubernetes.executor.podNamePrefix", podNamePrefix(id));
    for (String pods : List.of("driver", "executor")) {
      String label = "spark.kubernetes." + pods + ".label." + Labels.PREFIX;
      conf.put(label + "session", id);
      conf.put(label + "team", order.team().value());
      conf.put(label + "profile", order.profile());
    }
    String environment = "spark.kubernetes.driverEnv.";
    conf.put(environment + "HEARTH_SESSION_ID", id);
    conf.put(environment + "HEARTH_LINK_URL", config.linkUrl().orElseThrow());
    conf.put(environment + "HEARTH_ORPHAN_LIMIT", config.orphanLimit().toString());
    conf.put(
        "spark.kubernetes.driver.secretKeyRef.HEARTH_LINK_TOKEN",
        LinkSecret.name(order.sessionId()) + ":" + LinkSecret.KEY);
    return conf;
  }

  private String image(LaunchOrder order, ClusterShape shape, TeamPlace place) {
    return place
        .image()
        .or(shape::image)
        .or(config::image)
        .orElseThrow(
            () ->
                new InvalidRequest(
                    "No image is set for sessions of the profile '"
                        + order.profile()
                        + "', and EMR's own images do not have the session driver. Set"
                        + " hearth.launch.emr.image (for all), hearth.profiles."
                        + order.profile()
                        + ".cluster.image, or teams."
                        + order.team()
                        + ".image in the file of teams; images/build.sh makes one."));
  }

  /** With which the names of a session's executors begin. */
  static String podNamePrefix(String session) {
    return "hearth-" + session.substring(0, 8);
  }

  private ConfigurationOverrides overrides(LaunchOrder order, SubmitSettings settings) {
    ConfigurationOverrides.Builder overrides =
        ConfigurationOverrides.builder().monitoringConfiguration(monitoring(order));
    if (!settings.defaults().isEmpty()) {
      overrides.applicationConfiguration(
          Configuration.builder()
              .classification("spark-defaults")
              .properties(settings.defaults())
              .build());
    }
    return overrides.build();
  }

  private MonitoringConfiguration monitoring(LaunchOrder order) {
    MonitoringConfiguration.Builder monitoring =
        MonitoringConfiguration.builder().persistentAppUI("ENABLED");
    LogPlaces logs = LogPlaces.of(config.logs(), order.team());
    logs.group()
        .ifPresent(
            group ->
                monitoring.cloudWatchMonitoringConfiguration(
                    CloudWatchMonitoringConfiguration.builder()
                        .logGroupName(group)
                        .logStreamNamePrefix(logs.streamPrefix())
                        .build()));
    logs.s3()
        .ifPresent(
            uri ->
                monitoring.s3MonitoringConfiguration(
                    S3MonitoringConfiguration.builder().logUri(uri).build()));
    return monitoring.build();
  }

  private static Map<String, String> tags(LaunchOrder order) {
    return Map.of(
        "hearth:session", order.sessionId().toString(),
        "hearth:team", order.team().value(),
        "hearth:user", cut(order.user()),
        "hearth:profile", order.profile());
  }

  private static String cut(String text) {
    return Optional.of(text)
        .filter(whole -> whole.length() > MOST_TAG_CHARACTERS)
        .map(whole -> whole.substring(0, MOST_TAG_CHARACTERS))
        .orElse(text);
  }
}
