package dev.hearth.gateway.team;

import dev.hearth.gateway.error.Forbidden;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what with the things of a team; the one place where that is said. What is not said
 * here is not allowed. What somebody may not even see does not exist for them.
 */
public final class Permissions {
  private static final Set<Action> OF_OWNER = EnumSet.allOf(Action.class);

  /** Cells of a shared session run in one process, as one identity: there is nothing to hide. */
  private static final Set<Action> OF_TEAM_WHEN_SHARED =
      EnumSet.of(Action.SEE, Action.READ_OUTPUTS, Action.JOIN);

  private static final Set<Action> OF_LEAD = EnumSet.of(Action.SEE, Action.STOP);
  private static final Set<Action> OF_OPERATOR = EnumSet.of(Action.SEE, Action.STOP);

  private Permissions() {}

  public static boolean permit(Caller caller, Action action, Owned thing) {
    Principal owner = thing.owner();
    return caller.owns(owner) && OF_OWNER.contains(action)
        || thing.sharedWithTeam()
            && caller.role(owner.team()).isPresent()
            && OF_TEAM_WHEN_SHARED.contains(action)
        || caller.is(Role.LEAD, owner.team()) && OF_LEAD.contains(action)
        || caller.operator() && OF_OPERATOR.contains(action);
  }

  /**
   * The thing, if the caller may do that; empty if there is none as far as the caller may know.
   *
   * @throws Forbidden if the caller may see it, but not do that
   */
  public static <T extends Owned> Optional<T> given(
      Optional<T> thing, Caller caller, Action action) {
    Optional<T> seen = thing.filter(there -> permit(caller, Action.SEE, there));
    seen.filter(there -> !permit(caller, action, there))
        .ifPresent(
            there -> {
              throw new Forbidden(
                  "This belongs to "
                      + there.owner().user()
                      + " of team "
                      + there.owner().team()
                      + ", who alone may "
                      + words(action)
                      + ".");
            });
    return seen;
  }

  private static String words(Action action) {
    switch (action) {
      case READ_OUTPUTS:
        return "read its outputs, since its session is not shared with the team";
      case JOIN:
        return "join it, since it is not shared with the team";
      case STOP:
        return "stop it, beside the leads of the team";
      default:
        return "do that";
    }
  }
}
