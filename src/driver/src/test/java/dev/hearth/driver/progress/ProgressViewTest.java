package dev.hearth.driver.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.driver.progress.Snapshot.StageProgress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How progress reads. */
class ProgressViewTest {
  @Test
  void runningJobsHaveABar() {
    Snapshot now =
        new Snapshot(
            3, 1, 140, 1_234_567, 8_249, List.of(new StageProgress(7, "count at cell3:2", 10, 40)));

    assertThat(ProgressView.running(now).data())
        .containsEntry(
            "text/plain",
            "[#####...............] Spark: 1 of 3 jobs running, stage 7 10/40, 10/40 tasks,"
                + " 1.2 M rows read, 8.2 s");
  }

  @Test
  void namesOfStagesAreText() {
    Snapshot now = new Snapshot(1, 1, 0, 0, 0, List.of(new StageProgress(0, "<b>\"&</b>", 0, 1)));

    assertThat(ProgressView.running(now).data().get("text/html"))
        .asString()
        .contains("&lt;b&gt;&quot;&amp;&lt;/b&gt;");
  }

  @Test
  void theSummaryIsOneLine() {
    assertThat(ProgressView.summary(new Snapshot(3, 0, 412, 12_300_000, 8_200, List.of())).data())
        .containsEntry("text/plain", "3 jobs, 412 tasks, 12.3 M rows read, 8.2 s");
    assertThat(ProgressView.summary(new Snapshot(1, 0, 1, 0, 192_400, List.of())).data())
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
