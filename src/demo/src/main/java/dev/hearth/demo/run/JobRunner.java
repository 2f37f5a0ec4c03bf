package dev.hearth.demo.run;

import dev.hearth.demo.aws.emr.JobRun;
import dev.hearth.demo.aws.emr.JobRunEngine;
import dev.hearth.demo.aws.logs.LogStore;
import dev.hearth.demo.aws.s3.ObjectStore;
import dev.hearth.demo.fault.Faults;
import dev.hearth.demo.kube.Cluster;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Runs job runs, each on a thread of its own. Ends all with itself. */
public final class JobRunner implements JobRunEngine, AutoCloseable {
  private final Map<String, RunningJob> running = new ConcurrentHashMap<>();
  private final RunOptions options;
  private final Cluster cluster;
  private final PodTemplates templates;
  private final JobLogs logs;
  private final Faults faults;

  /** Also ends drivers that a stand-in before this one has left on the same folder. */
  public JobRunner(
      RunOptions options, Cluster cluster, ObjectStore objects, LogStore logs, Faults faults) {
    this.options = options;
    this.cluster = cluster;
    this.templates = new PodTemplates(objects);
    this.logs = new JobLogs(objects, logs);
    this.faults = faults;
    Leftovers.end(options.runs());
  }

  @Override
  public void start(JobRun run) {
    RunningJob job = new RunningJob(run, options, cluster, templates, logs, faults);
    running.put(run.id(), job);
    job.start(() -> running.remove(run.id()));
  }

  @Override
  public void cancel(JobRun run) {
    RunningJob job = running.get(run.id());
    if (job == null) {
      run.cancelled(); // it ended as it was cancelled, and has its last state already
    } else {
      job.interrupt();
    }
  }

  /** Ends all drivers; returns when their processes are gone. */
  @Override
  public void close() {
    running.values().forEach(RunningJob::interrupt);
    running.values().forEach(RunningJob::awaitEnd);
  }
}
