package dev.hearth.driver.magic;

import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.magic.Magic.Kind;
import dev.hearth.driver.progress.JobInfo;
import dev.hearth.driver.progress.SessionJobs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code %jobs} and {@code %cancel}. */
final class JobMagics {
  private static final int SHOWN = 30;

  private JobMagics() {}

  static List<Magic> all() {
    return List.of(
        new Magic(
            "jobs",
            Kind.LINE,
            "",
            "Lists the Spark jobs of this kernel, those that run first.",
            List.of(MagicOption.flag("--all", "those of all kernels of the session")),
            true,
            JobMagics::list),
        new Magic(
            "cancel",
            Kind.LINE,
            "[JOB ...]",
            "Cancels Spark jobs by their number.",
            List.of(
                MagicOption.flag("--all", "all running jobs of this kernel"),
                MagicOption.flag("--force", "also jobs of other kernels of the session")),
            true,
            JobMagics::cancel));
  }

  private static CellOutcome list(MagicCall call) {
    boolean all = call.arguments().has("--all");
    Instant now = Instant.now();
    List<List<String>> rows = new ArrayList<>();
    for (JobInfo job : call.kernel().session().jobs().list()) {
      if ((all || job.isOf(call.kernel().id())) && rows.size() < SHOWN) {
        rows.add(row(job, now));
      }
    }
    if (rows.isEmpty()) {
      return MagicCall.says("No Spark job yet" + (all ? "." : " in this kernel; --all lists all."));
    }
    return MagicCall.shows(
        Facts.table(List.of("job", "state", "what", "cell", "tasks", "time"), rows));
  }

  private static List<String> row(JobInfo job, Instant now) {
    String state = job.isRunning() ? "running" : job.failure().isPresent() ? "failed" : "done";
    return List.of(
        String.valueOf(job.id()),
        state,
        job.name(),
        job.cell(),
        job.tasksDone() + "/" + job.tasks(),
        String.format(Locale.ROOT, "%.1f s", job.duration(now).toMillis() / 1000.0));
  }

  private static CellOutcome cancel(MagicCall call) throws MagicException {
    SessionJobs jobs = call.kernel().session().jobs();
    List<JobInfo> running = jobs.list().stream().filter(JobInfo::isRunning).toList();
    List<JobInfo> chosen = new ArrayList<>();
    if (call.arguments().has("--all")) {
      running.stream().filter(job -> job.isOf(call.kernel().id())).forEach(chosen::add);
    }
    for (String word : call.arguments().words()) {
      chosen.add(chosen(call, running, word));
    }
    if (chosen.isEmpty()) {
      if (call.arguments().has("--all")) {
        return MagicCall.says("No job of this kernel runs.");
      }
      throw new MagicException("%cancel needs a job's number, or --all. %jobs lists them.");
    }
    List<String> said = new ArrayList<>();
    for (JobInfo job : chosen) {
      boolean cancelled = jobs.cancel(job.id(), "cancelled by " + call.kernel().user());
      said.add("Job " + job.id() + (cancelled ? " is cancelled." : " has just ended."));
    }
    return MagicCall.says(String.join("\n", said));
  }

  private static JobInfo chosen(MagicCall call, List<JobInfo> running, String word)
      throws MagicException {
    for (JobInfo job : running) {
      if (String.valueOf(job.id()).equals(word)) {
        if (!job.isOf(call.kernel().id()) && !call.arguments().has("--force")) {
          throw new MagicException(
              "Job "
                  + word
                  + " is another kernel's. %cancel --force "
                  + word
                  + " cancels it anyway.");
        }
        return job;
      }
    }
    throw new MagicException("No job " + word + " runs. %jobs --all lists the session's jobs.");
  }
}
