package dev.hearth.onboarding.aws;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Clusters of EKS and their associations of Pod Identity. */
public interface EksClusters {
  Optional<EksCluster> find(String name);

  /** The association of a service account; empty if it has none. */
  Optional<Association> association(String cluster, String namespace, String serviceAccount);

  void associate(
      String cluster,
      String namespace,
      String serviceAccount,
      String roleArn,
      Map<String, String> tags);

  void change(String cluster, Association association, String roleArn, Map<String, String> tags);

  void dissociate(String cluster, String associationId);

  /**
   * A cluster.
   *
   * @param endpoint URL of its API server
   * @param issuer URL of its OpenID provider
   * @param accessEntries whether EMR can let itself in, by an access entry
   */
  record EksCluster(
      String name,
      String arn,
      String status,
      Optional<String> endpoint,
      Optional<String> issuer,
      boolean accessEntries) {
    public EksCluster {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(arn, "arn");
      Objects.requireNonNull(status, "status");
      Objects.requireNonNull(endpoint, "endpoint");
      Objects.requireNonNull(issuer, "issuer");
    }
  }

  /** That pods of a service account have a role. */
  record Association(String id, String arn, String roleArn, Map<String, String> tags) {
    public Association {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(arn, "arn");
      Objects.requireNonNull(roleArn, "roleArn");
      tags = Map.copyOf(tags);
    }
  }
}
