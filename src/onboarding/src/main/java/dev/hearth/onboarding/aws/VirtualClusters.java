package dev.hearth.onboarding.aws;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Virtual clusters of EMR on EKS, and their job runs. */
public interface VirtualClusters {

  /** Those of a namespace that are not terminated. */
  List<VirtualCluster> in(String eksCluster, String namespace);

  Optional<VirtualCluster> find(String id);

  /** Makes one and tells its id. */
  String create(String name, String eksCluster, String namespace, Map<String, String> tags);

  void tag(String arn, Map<String, String> tags);

  /** Begins its end. */
  void delete(String id);

  /** Job runs that have not ended. */
  List<JobRun> active(String id);

  void cancel(String id, String jobRun);

  /**
   * A virtual cluster.
   *
   * @param state {@code RUNNING}, {@code ARRESTED}, {@code TERMINATING} or {@code TERMINATED}
   */
  record VirtualCluster(
      String id,
      String arn,
      String name,
      String state,
      String eksCluster,
      String namespace,
      Map<String, String> tags) {
    public VirtualCluster {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(arn, "arn");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(eksCluster, "eksCluster");
      Objects.requireNonNull(namespace, "namespace");
      tags = Map.copyOf(tags);
    }
  }

  /**
   * A job run.
   *
   * @param user who started it through Hearth; empty: it was not started by Hearth
   */
  record JobRun(String id, String name, String state, Optional<String> user) {
    public JobRun {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(user, "user");
    }
  }
}
