package dev.hearth.onboarding.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.client.Failure;
import dev.hearth.onboarding.aws.VirtualClusters.VirtualCluster;
import dev.hearth.onboarding.part.Found;
import dev.hearth.onboarding.part.Marks;
import dev.hearth.onboarding.part.Part;
import dev.hearth.onboarding.part.Patience;
import dev.hearth.onboarding.part.Trees;
import dev.hearth.onboarding.team.TeamPlace;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * EMR's hold on a team's namespace. A namespace has one at a time; one that EMR has lost its access
 * to ({@code ARRESTED}) is ended and made anew.
 */
final class VirtualClusterPart implements Part {
  private static final String RUNNING = "RUNNING";
  private static final String TERMINATING = "TERMINATING";
  private static final Duration LONGEST_END = Duration.ofMinutes(10);

  private final VirtualClusters clusters;
  private final TeamPlace place;
  private final Patience patience;

  VirtualClusterPart(VirtualClusters clusters, TeamPlace place, Patience patience) {
    this.clusters = clusters;
    this.place = place;
    this.patience = patience;
  }

  /** The one of the namespace: rather one that runs than one that does not. */
  private Optional<VirtualCluster> current() {
    return clusters.in(place.platform().cluster(), place.namespace()).stream()
        .min(
            Comparator.comparingInt(
                found -> List.of(RUNNING, "ARRESTED", TERMINATING).indexOf(found.state())));
  }

  /** The one that is not ending already. */
  private Optional<VirtualCluster> alive() {
    return current().filter(found -> !found.state().equals(TERMINATING));
  }

  @Override
  public String title() {
    return "virtual cluster " + place.virtualClusterName();
  }

  @Override
  public String why() {
    return "Sessions are job runs of it.";
  }

  @Override
  public JsonNode wanted() {
    return view(
        RUNNING, place.platform().cluster(), place.namespace(), Marks.TAGS.of(place.name()));
  }

  private static JsonNode view(
      String state, String cluster, String namespace, Map<String, String> tags) {
    return Trees.of(
        Map.of(
            "state",
            state,
            "eks-cluster",
            cluster,
            "namespace",
            namespace,
            "tags",
            Marks.TAGS.in(tags)));
  }

  @Override
  public Optional<Found> found() {
    return alive()
        .map(
            found ->
                new Found(
                    view(found.state(), found.eksCluster(), found.namespace(), found.tags()),
                    Marks.TAGS.owner(found.tags(), place.name())));
  }

  @Override
  public void requireAsNamed() {
    place.team().placement().virtualCluster().ifPresent(id -> requireSame(id, alive()));
  }

  private void requireSame(String id, Optional<VirtualCluster> alive) {
    if (alive.map(VirtualCluster::id).equals(Optional.of(id))) {
      return;
    }
    String named =
        clusters
            .find(id)
            .map(
                other ->
                    other.state().equals("TERMINATED")
                        ? "has been terminated"
                        : "is of the namespace "
                            + other.namespace()
                            + " of the cluster "
                            + other.eksCluster()
                            + " and "
                            + other.state())
            .orElse("does not exist");
    throw Failure.environment(
        "the file's virtual cluster " + id + " " + named,
        alive
            .map(
                found ->
                    "Put into the file of teams, below teams."
                        + place.name()
                        + ":  virtual-cluster: "
                        + found.id())
            .orElse(
                "Take the line virtual-cluster out of teams."
                    + place.name()
                    + " in the file of teams; apply then makes one."));
  }

  @Override
  public void create() {
    // One that is ending still holds the namespace.
    awaitEndOf(Optional.empty());
    clusters.create(
        place.virtualClusterName(),
        place.platform().cluster(),
        place.namespace(),
        Marks.TAGS.of(place.name()));
  }

  @Override
  public void change(Found found) {
    VirtualCluster now = alive().orElseThrow();
    if (now.state().equals(RUNNING)) {
      clusters.tag(now.arn(), Marks.TAGS.keeping(found, place.name()));
      return;
    }
    clusters.delete(now.id());
    awaitEndOf(Optional.of(now.id()));
    clusters.create(
        place.virtualClusterName(),
        place.platform().cluster(),
        place.namespace(),
        Marks.TAGS.of(place.name()));
    if (place.team().placement().virtualCluster().isPresent()) {
      throw Failure.environment(
          "the virtual cluster " + now.id() + " had lost its namespace and was replaced",
          "Put into the file of teams, below teams."
              + place.name()
              + ":  virtual-cluster: "
              + alive().orElseThrow().id());
    }
  }

  @Override
  public void remove(Found found) {
    String id = alive().orElseThrow().id();
    clusters.delete(id);
    // EMR ends it with the rights in the namespace, which therefore go later.
    awaitEndOf(Optional.of(id));
  }

  private void awaitEndOf(Optional<String> id) {
    patience.until(
        "the end of the virtual cluster of " + place.namespace(),
        LONGEST_END,
        () ->
            clusters.in(place.platform().cluster(), place.namespace()).stream()
                .noneMatch(
                    left -> left.state().equals(TERMINATING) || id.equals(Optional.of(left.id()))));
  }

  @Override
  public List<String> linesForTheFile() {
    return place.team().placement().virtualCluster().isPresent()
        ? List.of()
        : alive().map(found -> "virtual-cluster: " + found.id()).stream().toList();
  }
}
