package dev.hearth.gateway.launch.emr;

import dev.hearth.gateway.error.HearthException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * The end of a driver's log, from where it can be had: its pod, while there is one, CloudWatch,
 * which is behind by seconds, or S3, which is behind by minutes. Calls block.
 */
final class DriverLogs {
  private static final Logger LOG = Logger.getLogger(DriverLogs.class);
  private static final String CONTAINER = "spark-kubernetes-driver";
  private static final List<String> OUTPUTS = List.of("stderr", "stdout");

  private final Namespaces namespaces;
  private final CloudWatchLogsClient cloudWatch;
  private final S3Client s3;
  private final EmrLaunchConfig.Logs config;

  DriverLogs(
      Namespaces namespaces,
      CloudWatchLogsClient cloudWatch,
      S3Client s3,
      EmrLaunchConfig.Logs config) {
    this.namespaces = namespaces;
    this.cloudWatch = cloudWatch;
    this.s3 = s3;
    this.config = config;
  }

  /** Empty if there is none anywhere, or none that can be read. */
  Optional<String> tail(RunHandle run, int lines) {
    LogPlaces places = LogPlaces.of(config, run.team());
    return readable(() -> ofPod(run, lines))
        .or(() -> readable(() -> ofCloudWatch(places, run, lines)))
        .or(() -> readable(() -> ofS3(places, run, lines)));
  }

  /** A place that cannot be read must not keep the others from being asked. */
  private static Optional<String> readable(Supplier<Optional<String>> place) {
    try {
      return place.get();
    } catch (HearthException e) {
      LOG.warnf("A driver's log cannot be read: %s", e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<String> ofPod(RunHandle run, int lines) {
    return Optional.ofNullable(namespaces.look(run.namespace(), false).get(run.jobRun()))
        .flatMap(Sight::driver)
        .flatMap(pod -> namespaces.log(run.namespace(), pod.name(), CONTAINER, lines));
  }

  private Optional<String> ofCloudWatch(LogPlaces places, RunHandle run, int lines) {
    return places
        .group()
        .flatMap(
            group ->
                OUTPUTS.stream()
                    .map(output -> stream(group, places.driverStream(run, output), lines))
                    .flatMap(Optional::stream)
                    .findFirst());
  }

  private Optional<String> stream(String group, String stream, int lines) {
    try {
      List<OutputLogEvent> events =
          cloudWatch
              .getLogEvents(
                  get ->
                      get.logGroupName(group)
                          .logStreamName(stream)
                          .limit(lines)
                          .startFromHead(false))
              .events();
      return Optional.of(String.join("\n", events.stream().map(OutputLogEvent::message).toList()))
          .filter(text -> !text.isBlank());
    } catch (software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw AwsFailure.of("read the log group " + group, e);
    }
  }

  private Optional<String> ofS3(LogPlaces places, RunHandle run, int lines) {
    return places
        .s3()
        .map(prefix -> S3Uri.parse("hearth.launch.emr.logs.s3", prefix))
        .flatMap(
            prefix ->
                OUTPUTS.stream()
                    .map(output -> prefix.resolve(LogPlaces.driverKey(run, output)))
                    .map(place -> object(place, lines))
                    .flatMap(Optional::stream)
                    .findFirst());
  }

  private Optional<String> object(S3Uri place, int lines) {
    try (var object = s3.getObject(get -> get.bucket(place.bucket()).key(place.key()));
        var text =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(object), StandardCharsets.UTF_8))) {
      Deque<String> last = new ArrayDeque<>();
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        last.addLast(line);
        if (last.size() > lines) {
          last.removeFirst();
        }
      }
      return Optional.of(String.join("\n", last)).filter(log -> !log.isBlank());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw AwsFailure.of("read " + place, e);
    } catch (IOException e) {
      LOG.warnf("A driver's log cannot be read: %s is damaged: %s", place, e.getMessage());
      return Optional.empty();
    }
  }
}
