package dev.hearth.demo.aws.eks;

import dev.hearth.demo.aws.Account;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Associations of service accounts with roles. Safe for all threads. */
public final class PodIdentities {
  private final Map<String, Association> associations = new TreeMap<>();

  /** One service account's role. */
  record Association(
      String id, String namespace, String serviceAccount, String roleArn, Instant createdAt) {
    String arn() {
      return Account.arn("eks", "podidentityassociation/" + Account.CLUSTER + "/" + id);
    }
  }

  /** Empty if the service account has one already. */
  synchronized Optional<Association> create(
      String namespace, String serviceAccount, String roleArn) {
    boolean taken =
        associations.values().stream()
            .anyMatch(
                other ->
                    other.namespace().equals(namespace)
                        && other.serviceAccount().equals(serviceAccount));
    if (taken) {
      return Optional.empty();
    }
    Association made =
        new Association(
            "a-" + Account.id("", 17), namespace, serviceAccount, roleArn, Instant.now());
    associations.put(made.id(), made);
    return Optional.of(made);
  }

  synchronized Optional<Association> get(String id) {
    return Optional.ofNullable(associations.get(id));
  }

  synchronized Optional<Association> remove(String id) {
    return Optional.ofNullable(associations.remove(id));
  }

  synchronized List<Association> all() {
    return List.copyOf(associations.values());
  }

  /** Whether service accounts of EMR in a namespace have a role. */
  public synchronized boolean serve(String roleArn, String namespace) {
    return associations.values().stream()
        .anyMatch(each -> each.roleArn().equals(roleArn) && each.namespace().equals(namespace));
  }
}
