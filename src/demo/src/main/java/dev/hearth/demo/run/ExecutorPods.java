package dev.hearth.demo.run;

import dev.hearth.demo.aws.emr.JobRun;
import dev.hearth.demo.fault.Fault;
import dev.hearth.demo.fault.Faults;
import dev.hearth.demo.kube.Cluster;
import dev.hearth.demo.kube.Cluster.Source;
import dev.hearth.demo.kube.PodStatuses;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The executors of a run, as the cluster shows them. With Spark's master {@code local} the driver
 * does their work, and the pods are only told of; with {@code local-cluster} every pod stands for a
 * process of the driver.
 */
final class ExecutorPods implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ExecutorPods.class.getName());
  private static final String NODE = "ip-10-1-1-87.us-west-2.compute.internal";
  private static final String NO_GPU_NODE =
      "0/3 nodes are available: 3 Insufficient nvidia.com/gpu. preemption: 0/3 nodes are available:"
          + " 3 No preemption victims found for incoming pod.";
  private static final String NO_CPU_NODE =
      "0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 No"
          + " preemption victims found for incoming pod.";
  private static final String NO_CAPACITY =
      "Failed to schedule pod, incompatible with nodepool \"spark-gpu\", no instance type satisfied"
          + " resources and requirements: insufficient capacity for spot g5.2xlarge in us-west-2a";
  private static final String SPOT = "Pod was terminated in response to imminent node shutdown.";
  private static final int BY_SIGKILL = 137;
  private static final int BY_SIGTERM = 143;
  private static final long LOOK_EVERY_MILLIS = 200;
  private static final long GRACE_SECONDS = 10;

  private final JobRun run;
  private final SparkSubmit submit;
  private final Pods pods;
  private final Optional<Pod> template;
  private final RunOptions options;
  private final Cluster cluster;
  private final Faults faults;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "demo-executor");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<Integer, Pod> shown = new TreeMap<>();
  private final List<Pod> failed = new ArrayList<>();
  private int last;
  private int nextProcess;
  private Pod driverPod;
  private DriverProcess driver;

  ExecutorPods(
      JobRun run,
      SparkSubmit submit,
      Pods pods,
      Optional<Pod> template,
      RunOptions options,
      Cluster cluster,
      Faults faults) {
    this.run = run;
    this.submit = submit;
    this.pods = pods;
    this.template = template;
    this.options = options;
    this.cluster = cluster;
    this.faults = faults;
  }

  void start(Pod owner, DriverProcess process) {
    driverPod = owner;
    driver = process;
    if (options.realExecutors()) {
      threads.execute(this::followProcesses);
    } else {
      for (int i = 0; i < submit.executors(); i++) {
        show(++last);
      }
    }
  }

  private synchronized void show(int number) {
    Pod pod = cluster.create(pods.executor(number, template, driverPod));
    shown.put(number, pod);
    threads.execute(() -> walk(pod));
  }

  private void walk(Pod pod) {
    try {
      PodStart start = new PodStart(pod, cluster, options.pace());
      String image = pods.image("executor");
      awaitNode(pod, start);
      start.scheduled(NODE);
      if (faults.takeForRun(Fault.Kind.EXECUTOR_IMAGE_PULL, run.name(), run.id()).isPresent()) {
        start.failToPull(image);
        return;
      }
      start.pulled(image);
      start.created(Pods.EXECUTOR_CONTAINER);
      if (stillShown(pod)) {
        start.running();
      }
    } catch (InterruptedException e) {
      // The run is over, and its pods with it.
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!threads.isShutdown()) {
        LOG.log(Level.WARNING, "An executor's pod cannot be shown", e);
      }
    }
  }

  private synchronized boolean stillShown(Pod pod) {
    return shown.containsValue(pod);
  }

  private void awaitNode(Pod pod, PodStart start) throws InterruptedException {
    String why = submit.executorsHaveGpus() ? NO_GPU_NODE : NO_CPU_NODE;
    start.unschedulable(why);
    while (faults.isThere(Fault.Kind.NO_CAPACITY, run.name(), run.id())) {
      cluster.warning(pod, Source.KARPENTER, "FailedScheduling", NO_CAPACITY);
      options.pace().pass(Pace.Phase.RETRY);
      start.unschedulable(why);
    }
    cluster.normal(
        pod,
        Source.KARPENTER,
        "Nominated",
        "Pod should schedule on: nodeclaim/gpu-x7k2p, node/" + NODE);
    options.pace().pass(Pace.Phase.NODE);
  }

  /** Shows executors as the driver starts their processes, and their ends. */
  private void followProcesses() {
    try {
      while (true) {
        Map<Integer, ProcessHandle> alive = ExecutorProcesses.of(driver.handle());
        for (int number : alive.keySet()) {
          if (number >= nextProcess) {
            nextProcess = number + 1;
            show(number);
          }
        }
        for (int number : numbers()) {
          if (!alive.containsKey(number)) {
            failed(number);
          }
        }
        Thread.sleep(LOOK_EVERY_MILLIS);
      }
    } catch (InterruptedException e) {
      // The run is over.
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<Integer> numbers() {
    return List.copyOf(shown.keySet());
  }

  private void failed(int number) {
    Pod pod;
    synchronized (this) {
      pod = shown.remove(number);
    }
    if (pod != null && driver.handle().isAlive()) {
      cluster.status(pod, PodStatuses.terminated(pod, BY_SIGKILL));
      synchronized (this) {
        failed.add(pod);
      }
    }
  }

  /** A spot node is taken away, with one executor on it. */
  void loseOne() {
    Integer number;
    Pod pod;
    synchronized (this) {
      if (shown.isEmpty()) {
        return;
      }
      number = shown.keySet().iterator().next();
      pod = shown.remove(number);
    }
    cluster.warning(
        pod,
        Source.KARPENTER,
        "Disrupted",
        "Spot interruption warning was triggered: node " + NODE + " is going away");
    cluster.normal(pod, Source.KUBELET, "Killing", "Stopping container " + Pods.EXECUTOR_CONTAINER);
    cluster.status(pod, PodStatuses.disrupted(pod, BY_SIGTERM, SPOT));
    if (options.realExecutors()) {
      ProcessHandle process = ExecutorProcesses.of(driver.handle()).get(number);
      if (process != null) {
        process.destroyForcibly();
      }
    } else {
      show(++last);
    }
    cluster.delete(pod);
  }

  /** Spark deletes its executors' pods when it ends. */
  @Override
  public void close() {
    threads.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      threads.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    synchronized (this) {
      shown.values().forEach(cluster::delete);
      failed.forEach(cluster::delete);
      shown.clear();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
