package dev.hearth.onboarding.aws.sdk;

import dev.hearth.onboarding.aws.ExecutionRoles;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** Roles by IAM's API, which gives documents URL-encoded. */
final class SdkRoles implements ExecutionRoles {
  private final IamClient iam;

  SdkRoles(IamClient iam) {
    this.iam = iam;
  }

  @Override
  public Optional<RoleState> find(String name) {
    Role role;
    try {
      role = iam.getRole(request -> request.roleName(name)).role();
    } catch (NoSuchEntityException notThere) {
      return Optional.empty();
    }
    List<String> inline = inlinePolicies(name);
    List<String> others = new ArrayList<>(inline);
    others.remove(POLICY);
    iam
        .listAttachedRolePoliciesPaginator(request -> request.roleName(name))
        .attachedPolicies()
        .stream()
        .map(AttachedPolicy::policyArn)
        .forEach(others::add);
    Optional<String> policy =
        inline.contains(POLICY)
            ? Optional.of(
                decoded(
                    iam.getRolePolicy(request -> request.roleName(name).policyName(POLICY))
                        .policyDocument()))
            : Optional.empty();
    Map<String, String> tags = new HashMap<>();
    iam.listRoleTagsPaginator(request -> request.roleName(name)).tags().stream()
        .forEach(tag -> tags.put(tag.key(), tag.value()));
    return Optional.of(
        new RoleState(
            role.arn(),
            decoded(role.assumeRolePolicyDocument()),
            policy,
            others,
            Optional.ofNullable(role.permissionsBoundary())
                .map(AttachedPermissionsBoundary::permissionsBoundaryArn),
            tags));
  }

  private List<String> inlinePolicies(String name) {
    return iam.listRolePoliciesPaginator(request -> request.roleName(name)).policyNames().stream()
        .toList();
  }

  private static String decoded(String document) {
    return URLDecoder.decode(document, StandardCharsets.UTF_8);
  }

  @Override
  public void create(NewRole role) {
    iam.createRole(
        request ->
            request
                .roleName(role.name())
                .path(role.path())
                .description(role.description())
                .assumeRolePolicyDocument(role.trust())
                .permissionsBoundary(role.permissionsBoundary().orElse(null))
                .tags(tags(role.tags())));
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  @Override
  public void trust(String name, String document) {
    iam.updateAssumeRolePolicy(request -> request.roleName(name).policyDocument(document));
  }

  @Override
  public void permit(String name, String document) {
    iam.putRolePolicy(
        request -> request.roleName(name).policyName(POLICY).policyDocument(document));
  }

  @Override
  public void bound(String name, String permissionsBoundary) {
    iam.putRolePermissionsBoundary(
        request -> request.roleName(name).permissionsBoundary(permissionsBoundary));
  }

  @Override
  public void tag(String name, Map<String, String> tags) {
    iam.tagRole(request -> request.roleName(name).tags(tags(tags)));
  }

  @Override
  public void delete(String name) {
    for (String policy : inlinePolicies(name)) {
      iam.deleteRolePolicy(request -> request.roleName(name).policyName(policy));
    }
    iam.deleteRole(request -> request.roleName(name));
  }

  @Override
  public boolean knowsProvider(String arn) {
    try {
      iam.getOpenIDConnectProvider(request -> request.openIDConnectProviderArn(arn));
      return true;
    } catch (NoSuchEntityException notThere) {
      return false;
    }
  }
}
