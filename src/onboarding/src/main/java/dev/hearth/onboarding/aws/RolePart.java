package dev.hearth.onboarding.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.client.Failure;
import dev.hearth.onboarding.aws.EksClusters.EksCluster;
import dev.hearth.onboarding.aws.ExecutionRoles.NewRole;
import dev.hearth.onboarding.aws.ExecutionRoles.RoleState;
import dev.hearth.onboarding.part.Found;
import dev.hearth.onboarding.part.Marks;
import dev.hearth.onboarding.part.Part;
import dev.hearth.onboarding.part.Trees;
import dev.hearth.onboarding.team.TeamPlace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The role that a team's jobs assume, with who may assume it and what it may do. */
final class RolePart implements Part {
  private final ExecutionRoles roles;
  private final TeamPlace place;
  private final EksCluster cluster;

  RolePart(ExecutionRoles roles, TeamPlace place, EksCluster cluster) {
    this.roles = roles;
    this.place = place;
    this.cluster = cluster;
  }

  @Override
  public String title() {
    return "IAM role " + place.roleName();
  }

  @Override
  public String why() {
    return "The team's jobs read its data and write their logs by it.";
  }

  @Override
  public JsonNode wanted() {
    return view(
        TrustPolicy.of(place, cluster),
        Optional.of(PermissionPolicy.of(place)),
        place.platform().permissionsBoundary(),
        Marks.TAGS.of(place.name()));
  }

  private static JsonNode view(
      String trust, Optional<String> policy, Optional<String> boundary, Map<String, String> tags) {
    ObjectNode view = Trees.object();
    view.set("tags", Trees.of(Marks.TAGS.in(tags)));
    view.set("trust", PolicyDocument.canonical(trust));
    policy.ifPresent(document -> view.set("policy", PolicyDocument.canonical(document)));
    boundary.ifPresent(arn -> view.put("permissions-boundary", arn));
    return view;
  }

  @Override
  public Optional<Found> found() {
    Optional<RoleState> role = roles.find(place.roleName());
    role.ifPresent(this::requireSamePlace);
    return role.map(
        state ->
            new Found(
                view(state.trust(), state.policy(), boundary(state), state.tags()),
                Marks.TAGS.owner(state.tags(), place.name())));
  }

  /** Where the platform asks for none, one that is there stays. */
  private Optional<String> boundary(RoleState role) {
    return place.platform().permissionsBoundary().flatMap(asked -> role.permissionsBoundary());
  }

  private void requireSamePlace(RoleState role) {
    if (!role.arn().equals(place.roleArn())) {
      throw Failure.environment(
          "the role " + place.roleName() + " is " + role.arn() + ", not " + place.roleArn(),
          "Put into the file of teams, below teams."
              + place.name()
              + ":  execution-role: "
              + role.arn());
    }
  }

  @Override
  public void create() {
    roles.create(
        new NewRole(
            place.roleName(),
            place.rolePath(),
            "Sessions of the team " + place.name() + " in Hearth",
            TrustPolicy.of(place, cluster),
            place.platform().permissionsBoundary(),
            Marks.TAGS.of(place.name())));
    roles.permit(place.roleName(), PermissionPolicy.of(place));
  }

  @Override
  public void change(Found found) {
    JsonNode wanted = wanted();
    String name = place.roleName();
    // First what takes rights away, then what gives them.
    if (!found.state().path("permissions-boundary").equals(wanted.path("permissions-boundary"))) {
      roles.bound(name, place.platform().permissionsBoundary().orElseThrow());
    }
    if (!found.state().path("trust").equals(wanted.path("trust"))) {
      roles.trust(name, TrustPolicy.of(place, cluster));
    }
    if (!found.state().path("policy").equals(wanted.path("policy"))) {
      roles.permit(name, PermissionPolicy.of(place));
    }
    if (!found.state().path("tags").equals(wanted.path("tags"))) {
      roles.tag(name, Marks.TAGS.keeping(found, place.name()));
    }
  }

  @Override
  public void remove(Found found) {
    roles.delete(place.roleName());
  }

  @Override
  public List<String> linesForTheFile() {
    return place.team().placement().executionRole().isPresent()
        ? List.of()
        : List.of("execution-role: " + place.roleArn());
  }
}
