package dev.hearth.gateway.launch.emr;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place on S3, {@code s3://bucket/key}. */
record S3Uri(String bucket, String key) {
  private static final Pattern FORM =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");

  /**
   * @param name of the setting, for the message
   * @throws IllegalArgumentException if it is none
   */
  static S3Uri parse(String name, String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          name + " must be a place on S3 such as s3://bucket/prefix/, not '" + text + "'.");
    }
    return new S3Uri(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2));
  }

  /** A place below this one, which is taken for a folder. */
  S3Uri resolve(String name) {
    return new S3Uri(bucket, key.isEmpty() || key.endsWith("/") ? key + name : key + "/" + name);
  }

  @Override
  public String toString() {
    return "s3://" + bucket + "/" + key;
  }
}
