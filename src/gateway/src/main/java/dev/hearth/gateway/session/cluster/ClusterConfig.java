package dev.hearth.gateway.session.cluster;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where and on what a profile's sessions run on a cluster: {@code hearth.profiles.NAME.cluster.*}.
 * What is not given follows from the kind. Spark's own settings can be changed one by one by {@code
 * hearth.profiles.NAME.spark-conf}.
 */
public interface ClusterConfig {

  /**
   * {@code cpu}, {@code gpu-etl} or {@code gpu-train}. By default the profile's name if it is one
   * of them, else {@code cpu}.
   */
  Optional<ClusterKind> kind();

  /**
   * Label of the EMR release. By default {@code emr-7.10.0-latest}, with GPUs {@code
   * emr-7.10.0-spark-rapids-latest}. Dated labels such as {@code emr-7.10.0-20250801} never change.
   */
  Optional<String> release();

  /** Image of driver and executors, built on the release's. By default the launcher's. */
  Optional<String> image();

  /** EC2 type of the nodes for drivers. By default {@code m5.xlarge}. */
  Optional<String> driverInstance();

  /**
   * EC2 type of the nodes for executors. By default {@code m5.2xlarge}, with GPUs {@code
   * g5.2xlarge}.
   */
  Optional<String> executorInstance();

  /**
   * Executors at the start; with {@code gpu-train} for the whole session. By default none with
   * {@code cpu} and {@code gpu-etl}, which get them when they have work, and 4 with {@code
   * gpu-train}.
   */
  Optional<Integer> executors();

  /**
   * The most executors that there may be, also by what users change. By default 8, or {@code
   * executors} if that is more.
   */
  Optional<Integer> executorsMax();

  /**
   * Whether executors come and go with the work. By default true; with {@code gpu-train} false, and
   * true is refused.
   */
  Optional<Boolean> dynamicAllocation();

  /** After how long without work an executor is given back. By default {@code 120s}. */
  Optional<String> executorIdleTimeout();

  /**
   * Executors on spot instances. By default true; with {@code gpu-train} false, since barrier
   * stages begin anew when they lose one. Drivers never are.
   */
  Optional<Boolean> spot();

  /**
   * Labels that nodes of drivers must have, added to the defaults: {@code hearth.dev/pool: driver},
   * {@code karpenter.sh/capacity-type: on-demand}, {@code node.kubernetes.io/instance-type}. The
   * value {@code none} takes a default away.
   */
  Map<String, String> driverNodeSelector();

  /** The same for executors: {@code hearth.dev/pool} is {@code cpu} or {@code gpu}. */
  Map<String, String> executorNodeSelector();

  /** Keys of taints that drivers tolerate. By default none. */
  Optional<List<String>> driverTolerations();

  /**
   * Keys of taints that executors tolerate. By default {@code nvidia.com/gpu} with GPUs, else none.
   */
  Optional<List<String>> executorTolerations();

  /**
   * The most that a driver may write to its node's disk, such as {@code 50Gi}. By default no limit.
   */
  Optional<String> driverLocalDisk();

  /**
   * The most that an executor may write to its node's disk, such as {@code 200Gi}. By default no
   * limit.
   */
  Optional<String> localDisk();

  /**
   * The shuffle manager of GPU profiles: {@code rapids} (default) for that of RAPIDS, whose class
   * follows from the release; {@code off} for Spark's own; or the name of a class, where the
   * image's RAPIDS has another one.
   */
  Optional<String> shuffleManager();

  /** What the driver costs in an hour. By default the price of its instance. */
  Optional<BigDecimal> driverPrice();

  /**
   * What one executor costs in an hour. By default its part of the price on demand of its instance.
   */
  Optional<BigDecimal> executorPrice();
}
