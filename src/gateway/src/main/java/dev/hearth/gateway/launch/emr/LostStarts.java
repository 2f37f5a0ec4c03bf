package dev.hearth.gateway.launch.emr;

import dev.hearth.gateway.error.HearthException;
import dev.hearth.gateway.team.TeamName;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.emrcontainers.model.JobRun;

/**
 * Cleans up after starts of which nobody knows whether AWS has carried them out: their sessions
 * have failed, and must leave no job run behind. A gateway that ends meanwhile finds what is left
 * at its next start.
 */
final class LostStarts {
  private static final Logger LOG = Logger.getLogger(LostStarts.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);

  /** A job run is listed within seconds; an AWS that does not answer is asked for an hour. */
  private static final int LOOKS_FOR_NOTHING = 6;

  private static final int LOOKS = 180;

  private final JobRuns jobRuns;
  private final BiConsumer<String, UUID> forgetToken;
  private final Executor work;

  /**
   * @param forgetToken removes the Secret of a session from a namespace
   */
  LostStarts(JobRuns jobRuns, BiConsumer<String, UUID> forgetToken, Executor work) {
    this.jobRuns = jobRuns;
    this.forgetToken = forgetToken;
    this.work = work;
  }

  void begin(TeamPlace place, TeamName team, RunName name) {
    lookAfter(place, team, name, LOOKS_FOR_NOTHING, LOOKS);
  }

  private void lookAfter(TeamPlace place, TeamName team, RunName name, int nothings, int looks) {
    try {
      CompletableFuture.delayedExecutor(BETWEEN_LOOKS.toSeconds(), TimeUnit.SECONDS, work)
          .execute(() -> look(place, team, name, nothings, looks));
    } catch (RejectedExecutionException e) {
      LOG.debugf("The gateway ends; %s is looked for at its next start", name);
    }
  }

  private void look(TeamPlace place, TeamName team, RunName name, int nothings, int looks) {
    if (looks == 0) {
      LOG.errorf("Whether the job run %s was started could not be found out", name);
      return;
    }
    try {
      Optional<JobRun> run = jobRuns.named(place.virtualCluster(), name);
      if (run.isPresent()) {
        LOG.warnf("A start had been carried out though its answer was lost; cancelling %s", name);
        jobRuns.cancel(
            new RunHandle(place.virtualCluster(), run.get().id(), place.namespace(), team));
      } else if (nothings > 1) {
        lookAfter(place, team, name, nothings - 1, looks - 1);
        return;
      }
      forgetToken.accept(place.namespace(), name.session());
    } catch (HearthException e) {
      lookAfter(place, team, name, nothings, looks - 1);
    }
  }
}
