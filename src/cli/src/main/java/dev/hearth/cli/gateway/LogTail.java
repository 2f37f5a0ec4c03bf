package dev.hearth.cli.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The end of a log, for the user to see why a process ended. */
final class LogTail {
  private static final int LINES = 12;
  private static final int MOST_BYTES = 64 * 1024;

  private LogTail() {}

  /** The last lines that are not the depths of a stack trace, and where the rest is. */
  static String of(Path log) {
    List<String> lines;
    try {
      byte[] bytes = Files.readAllBytes(log);
      int from = Math.max(0, bytes.length - MOST_BYTES);
      lines =
          new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("\tat ") && !line.isBlank())
              .collect(Collectors.toList());
    } catch (IOException e) {
      return "Its log " + log + " cannot be read: " + e.getMessage();
    }
    if (lines.isEmpty()) {
      return "It wrote nothing to its log " + log + ".";
    }
    String tail =
        lines.stream().skip(Math.max(0, lines.size() - LINES)).collect(Collectors.joining("\n"));
    return "The last lines of its log " + log + ":\n" + tail;
  }
}
