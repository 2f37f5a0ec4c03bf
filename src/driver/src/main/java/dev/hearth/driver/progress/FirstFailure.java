package dev.hearth.driver.progress;

import dev.hearth.driver.failure.Failures;
import dev.hearth.driver.kernel.CellOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * What the first of a cell's tasks that failed has said. Spark reports the last attempt only, which
 * may have failed merely because the first one did: workers that train together, for example, no
 * longer find each other.
 *
 * @param stage the number of the stage of the task
 * @param text the exception and the head of its message
 * @param advice what it means, where it is known
 */
record FirstFailure(int stage, String text, Optional<String> advice) {
  private static final Pattern VARYING = Pattern.compile("\\d+");

  static FirstFailure of(SparkListenerTaskEnd event, ExceptionFailure failure) {
    String said = Failures.ofTask(failure.className(), failure.description());
    String task = "task " + event.taskInfo().index() + " of stage " + event.stageId();
    return new FirstFailure(event.stageId(), task + " said " + said, Failures.advice(said));
  }

  /** Whether Spark gave up after several attempts. */
  static boolean matters(CellOutcome.Failed failed) {
    return failed.fullTrace().filter(trace -> trace.contains("Job aborted")).isPresent();
  }

  /** Nothing is added if the failure says the same, but for numbers. */
  CellOutcome.Failed addedTo(CellOutcome.Failed failed) {
    String said = text.substring(text.indexOf(" said ") + 6).lines().findFirst().orElse("");
    if (alike(String.join("\n", failed.traceback())).contains(alike(said))) {
      return failed;
    }
    List<String> lines = new ArrayList<>(failed.traceback());
    ("What went wrong first: " + text).lines().forEach(lines::add);
    advice.filter(words -> !lines.contains(words)).ifPresent(lines::add);
    return new CellOutcome.Failed(failed.name(), failed.message(), lines, failed.fullTrace());
  }

  private static String alike(String text) {
    return VARYING.matcher(text).replaceAll("0");
  }
}
