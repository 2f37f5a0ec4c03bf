package dev.hearth.demo.run;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The processes that Spark starts as executors of a {@code local-cluster}. */
final class ExecutorProcesses {
  private static final Pattern EXECUTOR =
      Pattern.compile("CoarseGrainedExecutorBackend .*--executor-id (\\d+)");

  private ExecutorProcesses() {}

  /** Those of a driver, by the numbers that Spark gives them. */
  static Map<Integer, ProcessHandle> of(ProcessHandle driver) {
    Map<Integer, ProcessHandle> found = new TreeMap<>();
    driver
        .descendants()
        .filter(ProcessHandle::isAlive)
        .forEach(
            process -> {
              Matcher line = EXECUTOR.matcher(process.info().commandLine().orElse(""));
              if (line.find()) {
                found.put(Integer.parseInt(line.group(1)), process);
              }
            });
    return found;
  }
}
