package dev.hearth.gateway.launch.emr;

import dev.hearth.gateway.launch.DriverClues;
import java.util.Optional;
import software.amazon.awssdk.services.emrcontainers.model.JobRun;
import software.amazon.awssdk.services.emrcontainers.model.JobRunState;

/** Why a session's job run has ended, in words for its user. */
final class RunEnd {
  private RunEnd() {}

  /**
   * @param run as EMR describes it; empty if EMR does not know it any more
   * @param driver its pod as last seen
   * @param obstacle what its start waited for
   * @param logTail the last lines of the driver's log, if they can be had
   */
  static String explain(
      Optional<JobRun> run,
      Optional<PodView> driver,
      Optional<String> obstacle,
      Optional<String> logTail) {
    StringBuilder text = new StringBuilder(how(run));
    Optional<PodView.Ended> container = driver.flatMap(PodView::ended);
    container
        .flatMap(RunEnd::byTheCluster)
        .or(() -> DriverClues.in(logTail.orElse("")))
        .or(() -> container.filter(ended -> ended.exitCode() != 0).map(RunEnd::byItself))
        .or(() -> obstacle.map(what -> "When last seen: " + sentence(what)))
        .ifPresent(why -> text.append(' ').append(why));
    run.map(JobRun::stateDetails)
        .filter(details -> !details.isBlank())
        .ifPresent(details -> text.append(" EMR says: ").append(sentence(details)));
    run.ifPresent(known -> text.append(" Job run: ").append(known.id()).append('.'));
    return text.toString();
  }

  private static String how(Optional<JobRun> run) {
    if (run.isEmpty()) {
      return "The session's job run is gone: EMR does not know it any more.";
    }
    JobRunState state = run.get().state();
    if (state == JobRunState.CANCELLED) {
      return "The session's job run was cancelled.";
    }
    if (state == JobRunState.COMPLETED) {
      return "The session's driver ended by itself.";
    }
    switch (run.get().failureReason() == null ? "" : run.get().failureReasonAsString()) {
      case "CLUSTER_UNAVAILABLE":
        return "The session failed: EMR could not reach the Kubernetes cluster. Try again; if it"
            + " stays so, the platform team should look at the virtual cluster.";
      case "VALIDATION_ERROR":
        return "The session failed: EMR did not accept its configuration.";
      case "INTERNAL_ERROR":
        return "The session failed by a fault within EMR. Try again.";
      default:
        return "The session's driver failed.";
    }
  }

  private static Optional<String> byTheCluster(PodView.Ended ended) {
    switch (ended.reason()) {
      case "OOMKilled":
        return Optional.of(
            "Its pod needed more memory than it was given (OOMKilled). Raise driver-memory with"
                + " %%configure, or collect less data to the driver.");
      case "Evicted":
        return Optional.of("Its pod was evicted from its node.");
      default:
        return Optional.empty();
    }
  }

  private static String byItself(PodView.Ended ended) {
    return "Its container ended with code "
        + ended.exitCode()
        + (ended.reason().isEmpty() ? "." : " (" + ended.reason() + ").");
  }

  private static String sentence(String text) {
    String stripped = text.strip();
    return stripped.endsWith(".") ? stripped : stripped + ".";
  }
}
