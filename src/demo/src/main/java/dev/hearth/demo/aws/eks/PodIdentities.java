package dev.hearth.demo.aws.eks;

import dev.hearth.demo.aws.Account;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Associations of service accounts with roles. Safe for all threads. */
public final class PodIdentities {
  private final Map<String, Association> associations = new TreeMap<>();

  /** One service account's role. */
  record Association(
      String id,
      String namespace,
      String serviceAccount,
      String roleArn,
      Map<String, String> tags,
      Instant createdAt,
      Instant modifiedAt) {
    String arn() {
      return Account.arn("eks", "podidentityassociation/" + Account.CLUSTER + "/" + id);
    }

    Association withRole(String other) {
      return new Association(id, namespace, serviceAccount, other, tags, createdAt, Instant.now());
    }

    Association withTags(Map<String, String> others) {
      Map<String, String> more = new TreeMap<>(tags);
      more.putAll(others);
      return new Association(id, namespace, serviceAccount, roleArn, more, createdAt, modifiedAt);
    }
  }

  /** Empty if the service account has one already. */
  synchronized Optional<Association> create(
      String namespace, String serviceAccount, String roleArn, Map<String, String> tags) {
    boolean taken =
        associations.values().stream()
            .anyMatch(
                other ->
                    other.namespace().equals(namespace)
                        && other.serviceAccount().equals(serviceAccount));
    if (taken) {
      return Optional.empty();
    }
    Instant now = Instant.now();
    Association made =
        new Association(
            "a-" + Account.id("", 17),
            namespace,
            serviceAccount,
            roleArn,
            new TreeMap<>(tags),
            now,
            now);
    associations.put(made.id(), made);
    return Optional.of(made);
  }

  synchronized Optional<Association> get(String id) {
    return Optional.ofNullable(associations.get(id));
  }

  /** As it is then; empty if there is none. */
  synchronized Optional<Association> change(String id, UnaryOperator<Association> change) {
    return Optional.ofNullable(
        associations.computeIfPresent(id, (key, association) -> change.apply(association)));
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
