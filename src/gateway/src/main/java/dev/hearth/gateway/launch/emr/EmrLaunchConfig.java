package dev.hearth.gateway.launch.emr;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/**
 * Session drivers on EMR on EKS. Region, credentials and endpoints are found by the AWS SDK's
 * standard chain ({@code AWS_REGION}, {@code AWS_ENDPOINT_URL}, a service account's role, ...), the
 * cluster by Kubernetes' ({@code KUBECONFIG}, or the pod's service account).
 */
@ConfigMapping(prefix = "hearth.launch.emr")
public interface EmrLaunchConfig {

  /** Whether sessions can be started on EMR on EKS. */
  @WithDefault("false")
  boolean enabled();

  /**
   * The gateway's base URL as drivers in pods reach it, e.g. {@code
   * http://hearth.hearth.svc.cluster.local:8888}. Required.
   */
  Optional<String> linkUrl();

  /**
   * Where pod templates are stored, for EMR to read: a prefix on S3 such as {@code
   * s3://bucket/hearth/templates/} that teams' execution roles may read.
   */
  Optional<String> templates();

  /**
   * The image of driver and executors where neither team nor profile names one; it must have the
   * session driver, which EMR's own images do not have. Without it each team or profile must.
   */
  Optional<String> image();

  /**
   * The image of the init container that hands executors the script by which they find their GPU;
   * it needs a shell only.
   */
  @WithDefault("public.ecr.aws/docker/library/busybox:1.37.0")
  String initImage();

  /** Where drivers' and executors' logs go, beside their pods. */
  Logs logs();

  /** From the request until Spark is ready; GPU nodes and large images take their time. */
  @WithDefault("20m")
  Duration startTimeout();

  /** How long a driver waits for a gateway before it stops Spark and leaves. */
  @WithDefault("30m")
  Duration orphanLimit();

  /** How often the state of job runs and pods is looked at while a session starts or stops. */
  @WithDefault("2s")
  Duration pollStarting();

  /** How often it is looked at while sessions run. */
  @WithDefault("15s")
  Duration pollRunning();

  /** How long a cancelled job run may take to be gone. */
  @WithDefault("5m")
  Duration cancelLimit();

  /** Destinations of logs; without any, what a driver printed is lost with its pod. */
  interface Logs {

    /**
     * A group of CloudWatch, in which each team has a group of its own below: {@code
     * <group>/<team>}.
     */
    Optional<String> group();

    /** With which the streams' names begin. */
    @WithDefault("hearth")
    String prefix();

    /** A prefix on S3, below which each team has its own: {@code <s3><team>/}. */
    Optional<String> s3();
  }
}
