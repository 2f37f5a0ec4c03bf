package dev.hearth.demo.run;

import dev.hearth.demo.aws.AwsError;
import dev.hearth.demo.aws.s3.ObjectStore;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pod templates, as the job submitter reads them from S3. */
final class PodTemplates {
  private static final Pattern S3_URI = Pattern.compile("s3[an]?://([^/]+)/(.+)");

  private final ObjectStore store;

  PodTemplates(ObjectStore store) {
    this.store = store;
  }

  /**
   * The template of a role, {@code driver} or {@code executor}; empty if none is named.
   *
   * @throws IllegalArgumentException if it is named and cannot be read, or is none
   */
  Optional<Pod> of(SparkSubmit submit, String role) {
    return submit
        .setting("spark.kubernetes." + role + ".podTemplateFile")
        .map(uri -> read(uri, role));
  }

  private Pod read(String uri, String role) {
    Matcher matcher = S3_URI.matcher(uri);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "The " + role + "'s pod template is not on S3, where the submitter can read it: " + uri);
    }
    byte[] content;
    try {
      content =
          store
              .get(matcher.group(1), matcher.group(2))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "The specified key does not exist (NoSuchKey): " + uri));
    } catch (AwsError e) {
      throw new IllegalArgumentException(e.getMessage() + " (" + e.code() + "): " + uri, e);
    }
    try {
      return Serialization.unmarshal(new String(content, StandardCharsets.UTF_8), Pod.class);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "Could not load pod from template file: " + uri + ": " + e.getMessage(), e);
    }
  }
}
