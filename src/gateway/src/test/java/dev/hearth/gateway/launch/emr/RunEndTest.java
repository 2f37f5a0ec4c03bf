package dev.hearth.gateway.launch.emr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.gateway.launch.emr.PodView.Ended;
import dev.hearth.gateway.launch.emr.PodView.Role;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.emrcontainers.model.FailureReason;
import software.amazon.awssdk.services.emrcontainers.model.JobRun;
import software.amazon.awssdk.services.emrcontainers.model.JobRunState;

class RunEndTest {
  private static JobRun run(JobRunState state, FailureReason reason, String details) {
    return JobRun.builder()
        .id("000run1")
        .state(state)
        .failureReason(reason)
        .stateDetails(details)
        .build();
  }

  private static Optional<PodView> driver(Ended ended) {
    return Optional.of(
        new PodView(
            "drv",
            Role.DRIVER,
            Optional.empty(),
            "Failed",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(ended),
            Optional.empty()));
  }

  @Test
  void aPodThatNeededTooMuchMemory() {
    assertThat(
            RunEnd.explain(
                Optional.of(run(JobRunState.FAILED, FailureReason.USER_ERROR, "Driver failed")),
                driver(new Ended(137, "OOMKilled")),
                Optional.empty(),
                Optional.of("java.lang.OutOfMemoryError: no")))
        .isEqualTo(
            "The session's driver failed. Its pod needed more memory than it was given"
                + " (OOMKilled). Raise driver-memory with %%configure, or collect less data to the"
                + " driver. EMR says: Driver failed. Job run: 000run1.");
  }

  @Test
  void theLogKnowsBetterThanACode() {
    assertThat(
            RunEnd.explain(
                Optional.of(run(JobRunState.FAILED, FailureReason.USER_ERROR, "")),
                driver(new Ended(1, "Error")),
                Optional.empty(),
                Optional.of("x\nThis RAPIDS Plugin build does not support Spark build 3.5.6.\ny")))
        .contains("RAPIDS does not fit the image's Spark")
        .doesNotContain("code 1");
  }

  @Test
  void whatTheStartWaitedForExplainsADriverThatNeverBegan() {
    assertThat(
            RunEnd.explain(
                Optional.of(
                    run(
                        JobRunState.FAILED,
                        FailureReason.INTERNAL_ERROR,
                        "Driver did not start within 15 minutes")),
                Optional.empty(),
                Optional.of("AWS has no capacity for a g5.2xlarge"),
                Optional.empty()))
        .isEqualTo(
            "The session failed by a fault within EMR. Try again. When last seen: AWS has no"
                + " capacity for a g5.2xlarge. EMR says: Driver did not start within 15 minutes."
                + " Job run: 000run1.");
  }

  @Test
  void oneThatSomebodyElseCancelled() {
    assertThat(
            RunEnd.explain(
                Optional.of(run(JobRunState.CANCELLED, null, null)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))
        .isEqualTo("The session's job run was cancelled. Job run: 000run1.");
  }

  @Test
  void oneThatEmrHasForgotten() {
    assertThat(
            RunEnd.explain(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()))
        .contains("EMR does not know it any more");
  }
}
