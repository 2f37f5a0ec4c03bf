package dev.hearth.gateway.launch.emr;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Pod templates on S3, each under the digest of its content, so that what a job run was started
 * with never changes, and equal ones are stored once. Safe from any thread.
 */
final class TemplateStore {
  private final S3Client s3;
  private final S3Uri prefix;

  /**
   * @param prefix below which they are stored
   */
  TemplateStore(S3Client s3, S3Uri prefix) {
    this.s3 = s3;
    this.prefix = prefix;
  }

  /**
   * Stores a template, also if it was stored before: somebody may have cleared up.
   *
   * @return its URI
   * @throws dev.hearth.gateway.error.HearthException if S3 does not take it
   */
  String store(String yaml) {
    S3Uri place = prefix.resolve(digest(yaml) + ".yaml");
    try {
      s3.putObject(
          put -> put.bucket(place.bucket()).key(place.key()).contentType("application/yaml"),
          RequestBody.fromString(yaml));
    } catch (SdkException e) {
      throw AwsFailure.of("store a pod template at " + place, e);
    }
    return place.toString();
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
