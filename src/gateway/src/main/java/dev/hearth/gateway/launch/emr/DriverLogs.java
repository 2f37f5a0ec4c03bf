package dev.hearth.gateway.launch.emr;

import dev.hearth.gateway.error.HearthException;
import java.io.IOException;
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
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The end of a driver's log, from where it can be had: its pod, while there is one, CloudWatch,
 * which is behind by seconds, or S3, which is behind by minutes. Calls block.
 */
final class DriverLogs {
  private static final Logger LOG = Logger.getLogger(DriverLogs.class);
  private static final String CONTAINER = "spark-kubernetes-driver";
  private static final int FORBIDDEN = 403;
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
      String text = String.join("\n", events.stream().map(OutputLogEvent::message).toList());
      return Optional.of(LogEnd.of(text, lines)).filter(log -> !log.isBlank());
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
        var unpacked = new GZIPInputStream(object)) {
      return Optional.of(LogEnd.of(unpacked, lines)).filter(log -> !log.isBlank());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (S3Exception e) {
      if (e.statusCode() == FORBIDDEN) {
        // Who may not list a bucket is not told that something is not there.
        LOG.debugf("%s is not there, or may not be read", place);
        return Optional.empty();
      }
      throw AwsFailure.of("read " + place, e);
    } catch (SdkException e) {
      throw AwsFailure.of("read " + place, e);
    } catch (IOException e) {
      LOG.warnf("A driver's log cannot be read: %s is damaged: %s", place, e.getMessage());
      return Optional.empty();
    }
  }
}
