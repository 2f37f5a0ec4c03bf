package dev.hearth.demo.aws.iam;

import dev.hearth.demo.aws.Account;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** All roles. Safe for all threads. */
public final class Roles {
  private static final int ID_LENGTH = 21;

  private final Map<String, Role> roles = new TreeMap<>();

  /**
   * Makes a role that jobs of a namespace may assume, with the trust policy that {@code aws
   * emr-containers update-role-trust-policy} writes.
   *
   * @return its ARN
   */
  public String addForNamespace(String name, String namespace) {
    create(
        name,
        "/",
        "Job runs of " + namespace,
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", \
        "Principal": {"Federated": "arn:aws:iam::%s:oidc-provider/%s"}, \
        "Action": "sts:AssumeRoleWithWebIdentity", \
        "Condition": {"StringLike": {"%s:sub": \
        "system:serviceaccount:%s:emr-containers-sa-*-*-%s-*"}}}]}\
        """
            .formatted(Account.ID, OidcProvider.HOST, OidcProvider.HOST, namespace, Account.ID),
        Optional.empty(),
        Map.of());
    return Account.roleArn(name);
  }

  /** Empty if there is one of the name already. */
  synchronized Optional<Role> create(
      String name,
      String path,
      String description,
      String trust,
      Optional<String> boundary,
      Map<String, String> tags) {
    if (roles.containsKey(name)) {
      return Optional.empty();
    }
    Role role =
        new Role(
            name,
            path,
            Account.id("AROA", ID_LENGTH).toUpperCase(Locale.ROOT),
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            description,
            trust,
            boundary,
            new TreeMap<>(),
            new TreeMap<>(tags));
    roles.put(name, role);
    return Optional.of(role);
  }

  synchronized Optional<Role> get(String name) {
    return Optional.ofNullable(roles.get(name));
  }

  synchronized Optional<Role> change(String name, UnaryOperator<Role> change) {
    return Optional.ofNullable(roles.computeIfPresent(name, (key, role) -> change.apply(role)));
  }

  synchronized void remove(String name) {
    roles.remove(name);
  }

  /** Whether there is a role with that ARN. */
  public synchronized boolean exists(String arn) {
    return roles.values().stream().anyMatch(role -> role.arn().equals(arn));
  }

  /** Whether a role's trust policy names the service accounts of EMR in a namespace. */
  public synchronized boolean trusts(String arn, String namespace) {
    return roles.values().stream()
        .filter(role -> role.arn().equals(arn))
        .anyMatch(
            role ->
                role.trust()
                    .contains("system:serviceaccount:" + namespace + ":emr-containers-sa-"));
  }
}
