package dev.hearth.gateway.team.audit;

import dev.hearth.gateway.error.Forbidden;
import dev.hearth.gateway.team.Action;
import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.Owned;
import dev.hearth.gateway.team.Permissions;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets callers at what belongs to somebody, as {@link Permissions} says, and records whom it has
 * turned away: also who was told that there is nothing, so that a team's admins see who tries.
 * Never blocks; safe from any thread.
 */
public final class Guard {
  private final AuditLog audit;

  public Guard(AuditLog audit) {
    this.audit = audit;
  }

  /**
   * The thing, if the caller may do that with it; empty if there is none as far as they may know.
   *
   * @throws Forbidden if they may see it, but not do that
   */
  public <T extends Owned> Optional<T> given(Optional<T> thing, Caller caller, Action action) {
    thing
        .filter(there -> !Permissions.permit(caller, action, there))
        .ifPresent(there -> denied(there, caller, action));
    return Permissions.given(thing, caller, action);
  }

  private void denied(Owned thing, Caller caller, Action action) {
    audit.record(
        AuditEvent.of(AuditAction.REQUEST_DENIED)
            .inTeam(thing.owner().team())
            .byUser(caller.user())
            .on(thing.id())
            .with("action", action.name().toLowerCase(Locale.ROOT))
            .with("owner", thing.owner().user())
            .with("credential", caller.evidence().kind() + " " + caller.evidence().id())
            .denied("not theirs"));
  }
}
