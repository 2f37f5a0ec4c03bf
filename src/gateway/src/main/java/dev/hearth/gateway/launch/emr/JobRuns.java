package dev.hearth.gateway.launch.emr;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.emrcontainers.EmrContainersClient;
import software.amazon.awssdk.services.emrcontainers.model.JobRun;
import software.amazon.awssdk.services.emrcontainers.model.JobRunState;
import software.amazon.awssdk.services.emrcontainers.model.ResourceNotFoundException;
import software.amazon.awssdk.services.emrcontainers.model.StartJobRunRequest;
import software.amazon.awssdk.services.emrcontainers.model.ValidationException;

/**
 * The four calls of {@code emr-containers} that sessions need. The client backs off and tries again
 * by itself, with jitter; what still fails is told in words. Safe from any thread; calls block.
 */
final class JobRuns {
  /** All in which something of a job run may be on the cluster. */
  static final List<JobRunState> LIVE =
      List.of(
          JobRunState.PENDING,
          JobRunState.SUBMITTED,
          JobRunState.RUNNING,
          JobRunState.CANCEL_PENDING);

  private final EmrContainersClient emr;

  JobRuns(EmrContainersClient emr) {
    this.emr = emr;
  }

  /**
   * Starts one, or finds the one that an earlier call with the same client token has started.
   *
   * @return its id
   */
  String start(StartJobRunRequest request) {
    try {
      return emr.startJobRun(request).id();
    } catch (SdkException e) {
      throw AwsFailure.of(
          "start a job run in the virtual cluster " + request.virtualClusterId(), e);
    }
  }

  /** Empty if there is none, or no longer. */
  Optional<JobRun> describe(RunHandle run) {
    try {
      return Optional.of(
          emr.describeJobRun(
                  describe -> describe.virtualClusterId(run.virtualCluster()).id(run.jobRun()))
              .jobRun());
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw AwsFailure.of("ask for the job run " + run.jobRun(), e);
    }
  }

  /** Those of a virtual cluster in which something may run. */
  List<JobRun> live(String virtualCluster) {
    try {
      return emr
          .listJobRunsPaginator(list -> list.virtualClusterId(virtualCluster).states(LIVE))
          .jobRuns()
          .stream()
          .toList();
    } catch (SdkException e) {
      throw AwsFailure.of("list the job runs of the virtual cluster " + virtualCluster, e);
    }
  }

  /** The job run of that name in a virtual cluster, if there is one. */
  Optional<JobRun> named(String virtualCluster, RunName name) {
    try {
      return emr
          .listJobRunsPaginator(list -> list.virtualClusterId(virtualCluster).name(name.toString()))
          .jobRuns()
          .stream()
          .findFirst();
    } catch (SdkException e) {
      throw AwsFailure.of("list the job runs of the virtual cluster " + virtualCluster, e);
    }
  }

  /** Asks for its end; a no-op for one that has ended. */
  void cancel(RunHandle run) {
    try {
      emr.cancelJobRun(cancel -> cancel.virtualClusterId(run.virtualCluster()).id(run.jobRun()));
    } catch (ResourceNotFoundException e) {
      return; // it is gone, as asked
    } catch (ValidationException e) {
      if (describe(run).map(JobRun::state).filter(LIVE::contains).isPresent()) {
        throw AwsFailure.of("cancel the job run " + run.jobRun(), e);
      }
    } catch (SdkException e) {
      throw AwsFailure.of("cancel the job run " + run.jobRun(), e);
    }
  }
}
