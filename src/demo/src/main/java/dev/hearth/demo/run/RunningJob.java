package dev.hearth.demo.run;

import dev.hearth.demo.aws.emr.JobRun;
import dev.hearth.demo.aws.emr.JobRunState;
import dev.hearth.demo.fault.Fault;
import dev.hearth.demo.fault.Faults;
import dev.hearth.demo.kube.Cluster;
import dev.hearth.demo.kube.Cluster.Source;
import dev.hearth.demo.kube.PodStatuses;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One job run from its submission to its end: a thread that does, one after another, what the
 * service, the job submitter, the scheduler and the kubelet do.
 */
final class RunningJob {
  private static final Logger LOG = Logger.getLogger(RunningJob.class.getName());
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final String ENTRY_POINT = "local:///usr/lib/spark/jars/hearth-session.jar";

  private final JobRun run;
  private final RunOptions options;
  private final Cluster cluster;
  private final PodTemplates templates;
  private final JobLogs logs;
  private final Faults faults;
  private final RunFolder folder;
  private final Deque<HasMetadata> made = new ArrayDeque<>();
  private Thread thread;
  private DriverProcess driver;
  private ExecutorPods executors;

  /** Why a run fails, in the service's words. */
  private static final class Failed extends Exception {
    Failed(String details) {
      super(details);
    }
  }

  RunningJob(
      JobRun run,
      RunOptions options,
      Cluster cluster,
      PodTemplates templates,
      JobLogs logs,
      Faults faults) {
    this.run = run;
    this.options = options;
    this.cluster = cluster;
    this.templates = templates;
    this.logs = logs;
    this.faults = faults;
    this.folder = RunFolder.make(options.runs(), run.id());
  }

  void start(Runnable ended) {
    thread =
        new Thread(
            () -> {
              try {
                live();
              } finally {
                ended.run();
              }
            },
            "demo-run-" + run.id());
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends it, wherever it is; it is cancelled then. */
  void interrupt() {
    thread.interrupt();
  }

  void awaitEnd() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void live() {
    try {
      submitAndRun();
      run.complete();
    } catch (InterruptedException e) {
      endCancelled();
    } catch (Failed e) {
      stopDriver();
      run.fail(JobRun.Failure.USER_ERROR, e.getMessage());
    } catch (RuntimeException e) {
      if (run.state() == JobRunState.CANCEL_PENDING) {
        endCancelled(); // the interrupt has come amid a call to the cluster
        return;
      }
      LOG.log(Level.SEVERE, "The run " + run.id() + " has failed in the stand-in", e);
      stopDriver();
      run.fail(JobRun.Failure.INTERNAL_ERROR, "The stand-in failed: " + e);
    }
  }

  private void endCancelled() {
    stopDriver();
    made.forEach(cluster::delete);
    run.cancelled();
  }

  private void stopDriver() {
    // Stopping takes calls to the cluster, which an interrupted thread cannot make.
    Thread.interrupted();
    if (driver != null) {
      driver.stop(options.grace());
      logs.publish(run, "spark-" + run.id() + "-driver", folder.log());
      driver = null;
    }
    if (executors != null) {
      executors.close();
    }
  }

  private void submitAndRun() throws InterruptedException, Failed {
    Pace pace = options.pace();
    pace.pass(Pace.Phase.QUEUE);
    SparkSubmit submit;
    IllegalArgumentException wrong = null;
    try {
      submit = SparkSubmit.of(run.request());
    } catch (IllegalArgumentException e) {
      submit = null;
      wrong = e;
    }
    Pods pods = new Pods(run, submit);
    Job job = remember(cluster.create(pods.job()));
    Pod submitter = remember(cluster.create(pods.submitter(job)));
    cluster.normal(
        job, Source.JOBS, "SuccessfulCreate", "Created pod: " + submitter.getMetadata().getName());
    run.advance(JobRunState.SUBMITTED, "");
    cluster.status(submitter, PodStatuses.running(submitter));
    pace.pass(Pace.Phase.SUBMIT);
    Pod driverPod;
    try {
      if (wrong != null) {
        throw wrong;
      }
      if (faultOfRun(Fault.Kind.SUBMITTER_FAILURE)) {
        throw new IllegalArgumentException(
            "Exception in thread \"main\" java.lang.IllegalStateException: a fault that was asked"
                + " for");
      }
      executors =
          new ExecutorPods(
              run, submit, pods, templates.of(submit, "executor"), options, cluster, faults);
      driverPod = remember(cluster.create(pods.driver(templates.of(submit, "driver"), job)));
    } catch (IllegalArgumentException e) {
      end(submitter, job, 1);
      throw new Failed(
          "Spark submission failed in the job submitter: "
              + e.getMessage()
              + ". Please refer to the logs uploaded to S3/CloudWatch based on your monitoring"
              + " configuration.");
    }
    int code;
    String reason;
    try {
      startDriver(driverPod, pods, submit);
      executors.start(driverPod, driver);
      reason = awaitDriver(driverPod);
      code = driver.exitCode();
    } catch (Failed e) {
      end(submitter, job, 1);
      throw e;
    }
    driver.cleanUp();
    logs.publish(run, driverPod.getMetadata().getName(), folder.log());
    driver = null;
    executors.close();
    cluster.status(driverPod, PodStatuses.terminated(driverPod, code, reason));
    end(submitter, job, code == 0 ? 0 : 1);
    if (code != 0) {
      throw new Failed(
          "Driver pod "
              + driverPod.getMetadata().getName()
              + " failed: container "
              + Pods.DRIVER_CONTAINER
              + " exited with code "
              + code
              + " ("
              + reason
              + "). Please refer to the logs uploaded to S3/CloudWatch based on your monitoring"
              + " configuration.");
    }
  }

  private <T extends HasMetadata> T remember(T object) {
    made.addFirst(object);
    return object;
  }

  private boolean faultOfRun(Fault.Kind kind) {
    return faults.takeForRun(kind, run.name(), run.id()).isPresent();
  }

  private void end(Pod submitter, Job job, int code) {
    cluster.status(submitter, PodStatuses.terminated(submitter, code));
    job.setStatus(
        new JobStatusBuilder()
            .withSucceeded(code == 0 ? 1 : 0)
            .withFailed(code == 0 ? 0 : 1)
            .build());
    cluster.status(job);
  }

  private void startDriver(Pod pod, Pods pods, SparkSubmit submit)
      throws InterruptedException, Failed {
    PodStart start = new PodStart(pod, cluster, options.pace());
    start.scheduled("ip-10-1-0-12.us-west-2.compute.internal");
    String image = pods.image("driver");
    if (faultOfRun(Fault.Kind.DRIVER_IMAGE_PULL)) {
      start.failToPull(image);
      throw new Failed("Driver pod did not start in time: ImagePullBackOff for image " + image);
    }
    start.pulled(image);
    Map<String, String> variables = variables(pod);
    start.created(Pods.DRIVER_CONTAINER);
    prepareLog(pods, submit);
    cluster.logsTo(pod, folder.log());
    LocalSettings settings = LocalSettings.of(submit, options.master());
    DriverProcess.say(
        folder,
        "This stand-in runs the driver on this machine, with Spark's master "
            + options.master()
            + ". It leaves out: "
            + (settings.dropped().isEmpty() ? "nothing" : String.join(", ", settings.dropped())));
    if (!submit.entryPoint().equals(ENTRY_POINT) || !hasClass(submit.mainClass().orElse(""))) {
      DriverProcess.say(
          folder,
          "Error: Failed to load class "
              + submit.mainClass().orElse("(none)")
              + " from "
              + submit.entryPoint()
              + "; the image has "
              + ENTRY_POINT);
      cluster.status(pod, PodStatuses.terminated(pod, 101));
      logs.publish(run, pod.getMetadata().getName(), folder.log());
      throw new Failed(
          "Driver pod "
              + pod.getMetadata().getName()
              + " failed: container exited with code 101: Failed to load class "
              + submit.mainClass().orElse("(none)"));
    }
    if (options.realExecutors()) {
      linkJars();
    }
    driver =
        DriverProcess.start(
            options.dist(),
            submit.mainClass().orElseThrow(),
            options.heap(submit.setting("spark.driver.memory").orElse("1g")),
            settings,
            variables,
            folder);
    start.running();
    run.advance(JobRunState.RUNNING, "");
  }

  /** The variables of the driver's container, once all secrets are there. */
  private Map<String, String> variables(Pod pod) throws InterruptedException, Failed {
    long deadline = System.nanoTime() + options.pace().of(Pace.Phase.GIVE_UP).toNanos();
    while (true) {
      try {
        return Environment.of(pod, cluster);
      } catch (Environment.Missing e) {
        cluster.status(pod, PodStatuses.waiting(pod, "CreateContainerConfigError", e.getMessage()));
        cluster.warning(pod, Source.KUBELET, "Failed", "Error: " + e.getMessage());
        if (System.nanoTime() > deadline) {
          throw new Failed(
              "Driver pod did not start in time: CreateContainerConfigError: " + e.getMessage());
        }
        options.pace().pass(Pace.Phase.RETRY);
      }
    }
  }

  private void prepareLog(Pods pods, SparkSubmit submit) {
    DriverProcess.say(folder, "+ exec driver of image " + pods.image("driver"));
    submit
        .setting("spark.jars")
        .ifPresent(jars -> DriverProcess.say(folder, "Jars are in the image: " + jars));
  }

  private boolean hasClass(String name) {
    try (JarFile jar = new JarFile(options.dist().resolve("hearth-driver.jar").toFile())) {
      return jar.getEntry(name.replace('.', '/') + ".class") != null;
    } catch (IOException e) {
      throw new UncheckedIOException("The session driver is not in " + options.dist(), e);
    }
  }

  /** A folder as executors of a local cluster want it: {@code jars} with all jars. */
  private void linkJars() {
    Path jars = folder.sparkHome().resolve("jars");
    try (var libraries = Files.newDirectoryStream(options.dist().resolve("lib"))) {
      Files.createDirectories(jars);
      for (Path library : libraries) {
        Files.createSymbolicLink(jars.resolve(library.getFileName()), library);
      }
      Files.createSymbolicLink(
          jars.resolve("hearth-driver.jar"), options.dist().resolve("hearth-driver.jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits for the driver's end.
   *
   * @return the reason that its container's status shall tell
   */
  private String awaitDriver(Pod pod) throws InterruptedException {
    String reason = null;
    while (!driver.ended(LOOK_EVERY)) {
      if (faultOfRun(Fault.Kind.DRIVER_OOM)) {
        DriverProcess.say(folder, "Killed");
        driver.kill();
        reason = "OOMKilled";
      }
      if (faultOfRun(Fault.Kind.EXECUTOR_LOST)) {
        executors.loseOne();
      }
      if (reason == null && !cluster.exists(pod)) {
        driver.stop(options.grace());
        reason = "Error";
      }
    }
    if (reason != null) {
      return reason;
    }
    return driver.exitCode() == 0 ? "Completed" : "Error";
  }
}
