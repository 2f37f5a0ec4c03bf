package dev.hearth.demo.aws.emr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.demo.aws.Account;
import dev.hearth.demo.aws.protocol.Json;
import java.time.Instant;

/**
 * A namespace of a cluster in which job runs run.
 *
 * @param eksCluster by its name
 */
public record VirtualCluster(
    String id,
    String name,
    String eksCluster,
    String namespace,
    String state,
    Instant createdAt,
    JsonNode tags) {
  static final String RUNNING = "RUNNING";
  static final String TERMINATED = "TERMINATED";

  String arn() {
    return arn(id);
  }

  static String arn(String id) {
    return Account.arn("emr-containers", "/virtualclusters/" + id);
  }

  boolean isRunning() {
    return state.equals(RUNNING);
  }

  VirtualCluster terminated() {
    return new VirtualCluster(id, name, eksCluster, namespace, TERMINATED, createdAt, tags);
  }

  ObjectNode described() {
    ObjectNode told =
        Json.object()
            .put("id", id)
            .put("name", name)
            .put("arn", arn())
            .put("state", state)
            .put("createdAt", createdAt.toString());
    ObjectNode provider = told.putObject("containerProvider").put("type", "EKS");
    provider.put("id", eksCluster);
    provider.putObject("info").putObject("eksInfo").put("namespace", namespace);
    told.set("tags", tags);
    return told;
  }
}
