package dev.hearth.driver.progress;

import dev.hearth.driver.progress.StageTally.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A running job and its stages. Guarded by its {@link JobLedger}. */
final class JobTally {
  final int id;
  final List<StageTally> stages;
  private final String group;
  private final String cell;
  private final String name;
  private final Instant started;

  /**
   * @param stages in the order of their numbers, which is that in which they run
   */
  JobTally(int id, String group, String cell, String name, List<StageTally> stages, long started) {
    this.id = id;
    this.group = group;
    this.cell = cell;
    this.name = name;
    this.stages = List.copyOf(stages);
    this.started = Instant.ofEpochMilli(started);
  }

  JobInfo info() {
    return info(Optional.empty(), Optional.empty());
  }

  JobInfo ended(long millis, Optional<String> failure) {
    return info(Optional.of(Instant.ofEpochMilli(millis)), failure);
  }

  private JobInfo info(Optional<Instant> ended, Optional<String> failure) {
    List<StageTally> real =
        stages.stream()
            .filter(stage -> stage.state() != State.SKIPPED)
            .filter(stage -> ended.isEmpty() || stage.state() != State.PLANNED)
            .toList();
    return new JobInfo(
        id,
        group,
        cell,
        name,
        real.size(),
        (int) real.stream().filter(stage -> stage.state() == State.ENDED).count(),
        real.stream().mapToInt(stage -> stage.tasks).sum(),
        real.stream().mapToInt(stage -> stage.done).sum(),
        real.stream().mapToInt(stage -> stage.running).sum(),
        real.stream().mapToInt(stage -> stage.failed).sum(),
        started,
        ended,
        failure);
  }
}
