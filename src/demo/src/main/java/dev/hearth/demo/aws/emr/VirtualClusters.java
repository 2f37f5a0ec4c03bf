package dev.hearth.demo.aws.emr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.demo.aws.Account;
import dev.hearth.demo.aws.AwsError;
import dev.hearth.demo.aws.protocol.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All virtual clusters. Safe for all threads. */
public final class VirtualClusters {
  private final Map<String, VirtualCluster> clusters = new LinkedHashMap<>();

  /** Makes one with a given id, for the teams that the stand-in begins with. */
  public synchronized VirtualCluster add(String id, String name, String namespace) {
    VirtualCluster cluster =
        new VirtualCluster(
            id,
            name,
            Account.CLUSTER,
            namespace,
            VirtualCluster.RUNNING,
            Instant.now().truncatedTo(ChronoUnit.MILLIS),
            Json.object());
    clusters.put(id, cluster);
    return cluster;
  }

  synchronized VirtualCluster create(
      String name, String eksCluster, String namespace, JsonNode tags) {
    boolean taken =
        clusters.values().stream()
            .anyMatch(
                other ->
                    other.isRunning()
                        && other.eksCluster().equals(eksCluster)
                        && other.namespace().equals(namespace));
    if (taken) {
      throw Constraints.invalid(
          "A virtual cluster already exists in the given namespace " + namespace);
    }
    VirtualCluster cluster =
        new VirtualCluster(
            Account.id("", 25),
            name,
            eksCluster,
            namespace,
            VirtualCluster.RUNNING,
            Instant.now().truncatedTo(ChronoUnit.MILLIS),
            tags);
    clusters.put(cluster.id(), cluster);
    return cluster;
  }

  /**
   * @throws AwsError if there is none
   */
  synchronized VirtualCluster get(String id) {
    VirtualCluster cluster = clusters.get(id);
    if (cluster == null) {
      throw new AwsError(
          404, "ResourceNotFoundException", "Virtual cluster " + id + " doesn't exist.");
    }
    return cluster;
  }

  /**
   * @throws AwsError if there is none that runs
   */
  VirtualCluster running(String id) {
    VirtualCluster cluster = get(id);
    if (!cluster.isRunning()) {
      throw Constraints.invalid("Virtual cluster " + id + " is not in RUNNING state.");
    }
    return cluster;
  }

  synchronized void delete(String id) {
    clusters.put(id, running(id).terminated());
  }

  synchronized void replace(VirtualCluster cluster) {
    clusters.put(cluster.id(), cluster);
  }

  synchronized List<VirtualCluster> all() {
    return new ArrayList<>(clusters.values());
  }
}
