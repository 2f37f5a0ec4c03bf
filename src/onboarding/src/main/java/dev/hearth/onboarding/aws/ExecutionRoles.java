package dev.hearth.onboarding.aws;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Roles of IAM that jobs assume. */
public interface ExecutionRoles {
  /** The name of the one inline policy that Hearth writes. */
  String POLICY = "hearth";

  /** A role by its name, without its path. */
  Optional<RoleState> find(String name);

  void create(NewRole role);

  /** Who may assume it; replaces what was said before. */
  void trust(String name, String document);

  /** What it may do: the inline policy {@link #POLICY}. */
  void permit(String name, String document);

  /** Sets its permissions boundary, to the policy of that ARN. */
  void bound(String name, String permissionsBoundary);

  void tag(String name, Map<String, String> tags);

  /** With its inline policies. */
  void delete(String name);

  /** Whether IAM knows an OpenID provider by that ARN. */
  boolean knowsProvider(String arn);

  /**
   * A role as it is.
   *
   * @param trust in JSON
   * @param policy the inline policy {@link #POLICY}, in JSON
   * @param otherPolicies names of inline policies, and ARNs of attached ones
   */
  record RoleState(
      String arn,
      String trust,
      Optional<String> policy,
      List<String> otherPolicies,
      Optional<String> permissionsBoundary,
      Map<String, String> tags) {
    public RoleState {
      Objects.requireNonNull(arn, "arn");
      Objects.requireNonNull(trust, "trust");
      Objects.requireNonNull(policy, "policy");
      otherPolicies = List.copyOf(otherPolicies);
      Objects.requireNonNull(permissionsBoundary, "permissionsBoundary");
      tags = Map.copyOf(tags);
    }
  }

  /** A role to be made. */
  record NewRole(
      String name,
      String path,
      String description,
      String trust,
      Optional<String> permissionsBoundary,
      Map<String, String> tags) {
    public NewRole {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(description, "description");
      Objects.requireNonNull(trust, "trust");
      Objects.requireNonNull(permissionsBoundary, "permissionsBoundary");
      tags = Map.copyOf(tags);
    }
  }
}
