package dev.hearth.onboarding.part;

import dev.hearth.client.Failure;
import dev.hearth.onboarding.part.Owner.Kind;
import java.util.List;
import java.util.Optional;

/** How a part is, compared with how it must be. */
public sealed interface Comparison {

  /** As it must be. */
  record Same() implements Comparison {}

  /**
   * Not there.
   *
   * @param lines how it will be
   */
  record Missing(List<Change> lines) implements Comparison {
    public Missing {
      lines = List.copyOf(lines);
    }
  }

  /** There, but not as it must be. */
  record Different(Found found, List<Change> changes) implements Comparison {
    public Different {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Compares; changes nothing.
   *
   * @param adopt whether what is not Hearth's may be taken over
   * @throws Failure if it is somebody else's or not the one that the file names, or cannot be put
   *     right by Hearth
   */
  static Comparison of(Part part, boolean adopt) {
    part.requireAsNamed();
    Optional<Found> found = part.found();
    if (found.isEmpty()) {
      return new Missing(Change.creating(part.wanted()));
    }
    requireOurs(part, found.get().owner(), adopt);
    List<Change> changes = Change.between(found.get().state(), part.wanted());
    return changes.isEmpty() ? new Same() : new Different(found.get(), changes);
  }

  private static void requireOurs(Part part, Owner owner, boolean adopt) {
    if (owner.kind() == Kind.OTHER_TEAM) {
      throw Failure.environment(
          part.title() + " belongs to the team " + owner.name(),
          "Give each team one of its own in the file of teams.");
    }
    boolean free = owner.kind() == Kind.NOBODY && part.isFreeForAll();
    if (!owner.isHearth() && !free && !adopt) {
      throw Failure.environment(
          part.title()
              + " is there already and "
              + (owner.name().isEmpty()
                  ? "was not made by Hearth"
                  : "is managed by " + owner.name()),
          "With --adopt, apply takes it over and changes it as shown by --dry-run --adopt; it then"
              + " outlives the team.");
    }
  }
}
