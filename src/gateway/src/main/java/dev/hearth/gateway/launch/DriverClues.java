package dev.hearth.gateway.launch;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the log of a driver may say of its end, wherever it ran, and what that means. */
public final class DriverClues {
  /** The first that is found counts. */
  private static final List<Clue> CLUES =
      List.of(
          new Clue(
              "System memory must be at least",
              "Spark refused to start with so small a heap. Raise driver-memory of the profile to"
                  + " 512m or more."),
          new Clue(
              "java\\.lang\\.OutOfMemoryError[^\\n]*",
              "The driver ran out of memory (%s). Raise driver-memory of the profile, or collect"
                  + " less data to the driver."),
          new Clue(
              "This RAPIDS Plugin build does not support Spark build [^\\s.]+(?:\\.\\d+)*",
              "RAPIDS does not fit the image's Spark (%s). Take a release whose Spark and RAPIDS"
                  + " belong together; docs/profiles.md lists them."),
          new Clue(
              "ClassNotFoundException: com\\.nvidia[^\\n]*",
              "A class of RAPIDS is missing (%s): the image has none, or one for another Spark."
                  + " Take a spark-rapids release, or correct spark.shuffle.manager."),
          new Clue(
              "cudaErrorInsufficientDriver[^\\n]*",
              "The node's GPU driver is too old for the image's CUDA, or there is none (%s)."),
          new Clue(
              "Access Denied \\(Service: (?:Amazon )?S3[^\\n]{0,80}",
              "The team's execution role may not read or write what the driver asked S3 for"
                  + " (%s)."));

  private record Clue(Pattern pattern, String meaning) {
    Clue(String pattern, String meaning) {
      this(Pattern.compile(pattern), meaning);
    }
  }

  private DriverClues() {}

  /**
   * @return what the log tells of the end, in words for the user; empty if nothing that is known
   */
  public static Optional<String> in(String logTail) {
    for (Clue clue : CLUES) {
      Matcher matcher = clue.pattern().matcher(logTail);
      if (matcher.find()) {
        return Optional.of(clue.meaning().replace("%s", matcher.group()));
      }
    }
    return Optional.empty();
  }
}
