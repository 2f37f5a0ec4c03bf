package dev.hearth.onboarding.part;

import dev.hearth.gateway.team.TeamName;
import java.util.Map;
import java.util.Objects;

/**
 * Whose something is, by the marks on it.
 *
 * @param name of the manager or team that the marks tell; may be empty
 */
public record Owner(Kind kind, String name) {

  /** Kinds of owners. */
  public enum Kind {
    /** Hearth made it for this team. */
    HEARTH,
    /** Hearth keeps it for this team, but did not make it; it outlives the team. */
    ADOPTED,
    /** There are no marks. */
    NOBODY,
    /** Something else manages it. */
    OTHER,
    /** Hearth made or keeps it for another team. */
    OTHER_TEAM
  }

  public Owner {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
  }

  /** Read from labels or tags, whose keys {@code marks} knows. */
  static Owner of(Map<String, String> labels, Marks marks, TeamName team) {
    String manager = labels.getOrDefault(marks.managedBy(), "");
    String of = labels.getOrDefault(marks.team(), "");
    if (!of.isEmpty() && !of.equals(team.value())) {
      return new Owner(Kind.OTHER_TEAM, of);
    }
    if (manager.equals(Marks.HEARTH)) {
      boolean adopted = "true".equals(labels.get(marks.adopted()));
      return new Owner(adopted ? Kind.ADOPTED : Kind.HEARTH, team.value());
    }
    return manager.isEmpty() ? new Owner(Kind.NOBODY, "") : new Owner(Kind.OTHER, manager);
  }

  /** Whether Hearth may change it without being asked to take it over. */
  public boolean isHearth() {
    return kind == Kind.HEARTH || kind == Kind.ADOPTED;
  }
}
