package dev.hearth.demo.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.demo.aws.AwsError;
import dev.hearth.demo.aws.emr.JobRun;
import dev.hearth.demo.aws.logs.LogStore;
import dev.hearth.demo.aws.s3.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.GZIPOutputStream;

/** Brings what containers have written to S3 and CloudWatch, under the names that EMR gives. */
final class JobLogs {
  private static final Logger LOG = Logger.getLogger(JobLogs.class.getName());

  private final ObjectStore objects;
  private final LogStore logs;

  JobLogs(ObjectStore objects, LogStore logs) {
    this.objects = objects;
    this.logs = logs;
  }

  /** Publishes a pod's output as the run's monitoring configuration asks for it. */
  void publish(JobRun run, String pod, Path output) {
    if (!Files.exists(output)) {
      return;
    }
    JsonNode monitoring =
        run.request().path("configurationOverrides").path("monitoringConfiguration");
    String place =
        run.cluster().id() + "/jobs/" + run.id() + "/containers/spark-" + run.id() + "/" + pod;
    try {
      byte[] bytes = Files.readAllBytes(output);
      JsonNode s3 = monitoring.path("s3MonitoringConfiguration").path("logUri");
      if (s3.isTextual()) {
        toS3(s3.asText(), place + "/stdout.gz", bytes);
      }
      JsonNode cloudWatch = monitoring.path("cloudWatchMonitoringConfiguration");
      if (cloudWatch.isObject()) {
        toCloudWatch(cloudWatch, place + "/stdout", bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void toS3(String uri, String place, byte[] bytes) throws IOException {
    String[] parts = uri.replaceFirst("^s3://", "").split("/", 2);
    String prefix = parts.length == 2 ? parts[1].replaceFirst("/*$", "") : "";
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    try {
      objects.put(
          parts[0], (prefix.isEmpty() ? "" : prefix + "/") + place, packed.toByteArray(), false);
    } catch (AwsError e) {
      LOG.log(Level.WARNING, "Logs cannot go to " + uri + ": " + e.getMessage());
    }
  }

  private void toCloudWatch(JsonNode configuration, String place, byte[] bytes) {
    String group = configuration.path("logGroupName").asText();
    String prefix = configuration.path("logStreamNamePrefix").asText("");
    String stream = (prefix.isEmpty() ? "" : prefix + "/") + place;
    long now = System.currentTimeMillis();
    List<LogStore.Line> lines =
        new String(bytes, StandardCharsets.UTF_8)
            .lines()
            .map(line -> new LogStore.Line(now, now, line))
            .toList();
    if (!logs.createStream(group, stream) || !logs.append(group, stream, lines)) {
      LOG.warning("Logs cannot go to CloudWatch: there is no group " + group);
    }
  }
}
