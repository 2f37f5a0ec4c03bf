package dev.hearth.driver.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.driver.progress.Snapshot.StageProgress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How progress reads. */
class ProgressViewTest {
  private static final Volume NOTHING = new Volume(0, 0, 0, 0);

  private static StageProgress stage(int done, int running, int tasks) {
    return new StageProgress(7, "count at cell3:2", done, running, tasks, 0, 0, Optional.empty());
  }

  private static String text(Snapshot now, int executors) {
    return (String) ProgressView.running(now, executors).data().get("text/plain");
  }

  @Test
  void runningJobsHaveABar() {
    Volume volume = new Volume(1_234_567, 0, 5_300_000, 0);
    Snapshot now = new Snapshot(3, List.of(12), 140, 0, volume, 8_249, List.of(stage(10, 4, 40)));

    assertThat(text(now, 1))
        .isEqualTo(
            "[#####...............] Spark: 1 of 3 jobs running, stage 7 10/40 tasks, 4 running,"
                + " 1.2 M rows read, 5.3 MB shuffled, 8.2 s (%cancel 12)");
  }

  @Test
  void theTimeLeftIsToldWhereItIsKnown() {
    StageProgress steady = new StageProgress(7, "count", 10, 4, 40, 0, 0, Optional.of(12_400L));

    assertThat(text(new Snapshot(1, List.of(0), 10, 0, NOTHING, 4_000, List.of(steady)), 1))
        .contains("stage ends in about 12 s");
  }

  @Test
  void aJobThatGetsNoExecutorsSaysSo() {
    StageProgress waiting = new StageProgress(0, "count", 0, 0, 4, 0, 20, Optional.empty());
    Snapshot now = new Snapshot(1, List.of(0), 0, 0, NOTHING, 20_000, List.of(waiting));

    assertThat(text(now, 0)).contains("Waiting for executors: none has joined yet");
    assertThat(text(now, 2)).contains("Waiting for free task slots on 2 executors");
  }

  @Test
  void aRepeatedStageAndFailedTasksAreNamed() {
    StageProgress again = new StageProgress(3, "count", 1, 1, 4, 1, 0, Optional.empty());
    Snapshot now = new Snapshot(1, List.of(0), 5, 2, NOTHING, 1_000, List.of(again));

    assertThat(text(now, 1))
        .contains("stage 3 (repeated: output was lost) 1/4 tasks", "2 failed tasks");
  }

  @Test
  void namesOfStagesAreText() {
    StageProgress odd = new StageProgress(0, "<b>\"&</b>", 0, 0, 1, 0, 0, Optional.empty());
    Snapshot now = new Snapshot(1, List.of(0), 0, 0, NOTHING, 0, List.of(odd));

    assertThat(ProgressView.running(now, 1).data().get("text/html"))
        .asString()
        .contains("&lt;b&gt;&quot;&amp;&lt;/b&gt;");
  }

  @Test
  void theSummaryIsOneLine() {
    Volume read = new Volume(12_300_000, 0, 0, 0);
    assertThat(
            ProgressView.summary(new Snapshot(3, List.of(), 412, 0, read, 8_200, List.of())).data())
        .containsEntry("text/plain", "3 jobs, 412 tasks, 12.3 M rows read, 8.2 s");
    assertThat(
            ProgressView.summary(new Snapshot(1, List.of(), 1, 0, NOTHING, 192_400, List.of()))
                .data())
        .containsEntry("text/plain", "1 job, 1 task, 3 min 12 s");
  }

  @Test
  void largeNumbersAreShort() {
    assertThat(ProgressView.large(999)).isEqualTo("999");
    assertThat(ProgressView.large(1_000)).isEqualTo("1.0 k");
    assertThat(ProgressView.large(999_999)).isEqualTo("1.0 M");
    assertThat(ProgressView.large(12_000_000_000_000L)).isEqualTo("12000.0 G");
  }
}
