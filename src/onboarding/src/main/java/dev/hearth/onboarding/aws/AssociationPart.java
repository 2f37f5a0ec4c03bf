package dev.hearth.onboarding.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.onboarding.aws.EksClusters.Association;
import dev.hearth.onboarding.part.Found;
import dev.hearth.onboarding.part.Marks;
import dev.hearth.onboarding.part.Part;
import dev.hearth.onboarding.part.Trees;
import dev.hearth.onboarding.team.TeamPlace;
import java.util.Map;
import java.util.Optional;

/** That pods of one service account of a team have its execution role, by EKS Pod Identity. */
final class AssociationPart implements Part {
  private final EksClusters eks;
  private final TeamPlace place;
  private final String serviceAccount;

  AssociationPart(EksClusters eks, TeamPlace place, String serviceAccount) {
    this.eks = eks;
    this.place = place;
    this.serviceAccount = serviceAccount;
  }

  private Optional<Association> association() {
    return eks.association(place.platform().cluster(), place.namespace(), serviceAccount);
  }

  @Override
  public String title() {
    return "pod identity of " + serviceAccount;
  }

  @Override
  public String why() {
    return "Pods of this service account have the team's role by it.";
  }

  @Override
  public JsonNode wanted() {
    return Trees.of(Map.of("role", place.roleArn(), "tags", Marks.TAGS.of(place.name())));
  }

  @Override
  public Optional<Found> found() {
    return association()
        .map(
            found ->
                new Found(
                    Trees.of(Map.of("role", found.roleArn(), "tags", Marks.TAGS.in(found.tags()))),
                    Marks.TAGS.owner(found.tags(), place.name())));
  }

  @Override
  public void create() {
    eks.associate(
        place.platform().cluster(),
        place.namespace(),
        serviceAccount,
        place.roleArn(),
        Marks.TAGS.of(place.name()));
  }

  @Override
  public void change(Found found) {
    eks.change(
        place.platform().cluster(),
        association().orElseThrow(),
        place.roleArn(),
        Marks.TAGS.keeping(found, place.name()));
  }

  @Override
  public void remove(Found found) {
    eks.dissociate(place.platform().cluster(), association().orElseThrow().id());
  }
}
