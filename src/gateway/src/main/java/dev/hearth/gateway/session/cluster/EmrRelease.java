package dev.hearth.gateway.session.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of EMR on EKS by its label, e.g. {@code emr-7.10.0-spark-rapids-latest}.
 *
 * @param rapids whether its image has RAPIDS
 * @param spark the version of its Spark, without Amazon's suffix; empty for releases that Hearth
 *     does not know
 */
record EmrRelease(String label, boolean rapids, Optional<String> spark) {
  private static final Pattern LABEL =
      Pattern.compile(
          "emr-(?:spark-)?(\\d+\\.\\d+\\.\\d+)((?:-spark)?-rapids)?(?:-java\\d+)?-(?:latest|\\d{8})");

  /** AWS's release pages, "Amazon EMR on EKS 7.x.y releases". */
  private static final Map<String, String> SPARK =
      Map.ofEntries(
          Map.entry("6.9.0", "3.3.0"),
          Map.entry("6.10.0", "3.3.1"),
          Map.entry("6.12.0", "3.4.0"),
          Map.entry("6.15.0", "3.4.1"),
          Map.entry("7.0.0", "3.5.0"),
          Map.entry("7.1.0", "3.5.0"),
          Map.entry("7.2.0", "3.5.1"),
          Map.entry("7.3.0", "3.5.1"),
          Map.entry("7.4.0", "3.5.2"),
          Map.entry("7.5.0", "3.5.2"),
          Map.entry("7.6.0", "3.5.3"),
          Map.entry("7.7.0", "3.5.3"),
          Map.entry("7.8.0", "3.5.4"),
          Map.entry("7.9.0", "3.5.5"),
          Map.entry("7.10.0", "3.5.5"),
          Map.entry("7.11.0", "3.5.6"),
          Map.entry("7.12.0", "3.5.6"),
          Map.entry("7.13.0", "3.5.6"),
          Map.entry("7.14.0", "3.5.8"),
          Map.entry("8.0.0", "4.0.2"),
          Map.entry("8.1.0", "4.1.1"));

  /**
   * @throws IllegalArgumentException if it is no label of a release
   */
  static EmrRelease parse(String label) {
    Matcher matcher = LABEL.matcher(label);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "release is '"
              + label
              + "', which is no label of an EMR on EKS release. Give one such as"
              + " emr-7.10.0-latest, or emr-7.10.0-spark-rapids-20250801 for GPUs.");
    }
    return new EmrRelease(
        label, matcher.group(2) != null, Optional.ofNullable(SPARK.get(matcher.group(1))));
  }

  /** As RAPIDS names what it has for this Spark, e.g. {@code spark355}. */
  Optional<String> shim() {
    return spark.map(version -> "spark" + version.replace(".", ""));
  }
}
