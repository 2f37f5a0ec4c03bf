package dev.hearth.driver.progress;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Counts of one stage. Guarded by its {@link JobLedger}. */
final class StageTally {
  /** Fewer tasks tell no rate. */
  private static final int FEWEST_FOR_RATE = 8;

  private static final long SHORTEST_FOR_RATE = TimeUnit.SECONDS.toNanos(2);

  /** Where the rate of late differs more from that of all, it is not steady. */
  private static final double STEADY = 2;

  final int id;
  final String name;
  final int tasks;
  final List<Integer> parents;

  /** Jobs that run and need it. */
  int users;

  int done;
  int running;
  int failed;
  int attempt;
  private State state = State.PLANNED;
  private long submitted;
  private int markDone;
  private long markTime;

  /** A stage is skipped if its output exists from an earlier job. */
  enum State {
    PLANNED,
    ACTIVE,
    SKIPPED,
    ENDED
  }

  StageTally(int id, String name, int tasks, List<Integer> parents) {
    this.id = id;
    this.name = name;
    this.tasks = tasks;
    this.parents = List.copyOf(parents);
  }

  State state() {
    return state;
  }

  void skip() {
    if (state == State.PLANNED) {
      state = State.SKIPPED;
    }
  }

  void end() {
    state = State.ENDED;
    running = 0;
  }

  /** A later attempt repeats only the tasks whose output is lost. */
  void submit(int attemptNumber, int tasksOfAttempt, long now) {
    state = State.ACTIVE;
    attempt = attemptNumber;
    submitted = now;
    running = 0;
    done = Math.max(0, tasks - tasksOfAttempt);
    markDone = done;
    markTime = now;
  }

  void taskStarted() {
    running++;
  }

  void taskEnded(boolean succeeded, boolean hasFailed, long now) {
    running = Math.max(0, running - 1);
    if (hasFailed) {
      failed++;
    }
    if (succeeded && done < tasks) {
      done++;
      if (Integer.bitCount(done) == 1) {
        markDone = done;
        markTime = now;
      }
    }
  }

  /** Whether no task runs although some should, and for how many nanoseconds at the most. */
  long idleSince(long now) {
    return state == State.ACTIVE && running == 0 && done == 0 ? now - submitted : 0;
  }

  /**
   * Milliseconds until its tasks have ended, if they end at a steady rate: more than a wave of them
   * has, and the recent ones came about as fast as all.
   */
  Optional<Long> millisLeft(long now) {
    long all = now - submitted;
    long recent = now - markTime;
    boolean known =
        state == State.ACTIVE
            && attempt == 0
            && done >= Math.max(FEWEST_FOR_RATE, 2 * running)
            && done - markDone >= 2
            && all >= SHORTEST_FOR_RATE
            && done < tasks;
    if (!known) {
      return Optional.empty();
    }
    double overall = (double) done / all;
    double late = (double) (done - markDone) / recent;
    double ratio = late / overall;
    return ratio > STEADY || ratio < 1 / STEADY
        ? Optional.empty()
        : Optional.of(TimeUnit.NANOSECONDS.toMillis((long) ((tasks - done) / overall)));
  }
}
