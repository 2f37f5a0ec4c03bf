package dev.hearth.onboarding.part;

import dev.hearth.gateway.team.TeamName;
import java.util.Map;
import java.util.TreeMap;

/**
 * The marks by which Hearth knows what is its own.
 *
 * @param managedBy key of the manager's name
 * @param team key of the team's name
 * @param adopted key that is {@code true} on what Hearth did not make
 */
public record Marks(String managedBy, String team, String adopted) {
  static final String HEARTH = "hearth";

  /** Labels of Kubernetes. */
  public static final Marks LABELS =
      new Marks("app.kubernetes.io/managed-by", "hearth.dev/team", "hearth.dev/adopted");

  /** Tags of AWS. */
  public static final Marks TAGS = new Marks("hearth:managed-by", "hearth:team", "hearth:adopted");

  /** Those of something that Hearth makes. */
  public Map<String, String> of(TeamName owner) {
    return new TreeMap<>(Map.of(managedBy, HEARTH, team, owner.value()));
  }

  /** Those that something shall have that was found so. */
  public Map<String, String> keeping(Found found, TeamName owner) {
    Map<String, String> marks = of(owner);
    if (found.owner().kind() != Owner.Kind.HEARTH) {
      marks.put(adopted, "true");
    }
    return marks;
  }

  /** The marks among labels or tags, but whether it was adopted. */
  public Map<String, String> in(Map<String, String> labels) {
    Map<String, String> marks = new TreeMap<>(labels);
    marks.keySet().removeIf(key -> !key.equals(managedBy) && !key.equals(team));
    return marks;
  }

  public Owner owner(Map<String, String> labels, TeamName of) {
    return Owner.of(labels, this, of);
  }
}
