package dev.hearth.gateway.session;

import dev.hearth.gateway.team.Owned;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.ShareLevel;
import java.time.Instant;
import java.util.Objects;

/**
 * A session as the registry knows it: an immutable snapshot.
 *
 * @param owner for whom it was started
 * @param profile name of the profile from which it was started
 * @param launcher name of the launcher that started its driver
 * @param terms on which it was asked for
 */
public record Session(
    SessionId id,
    Principal owner,
    String profile,
    String launcher,
    SessionTerms terms,
    SessionState state,
    Instant createdAt,
    Instant changedAt)
    implements Owned {
  public Session {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(terms, "terms");
    Objects.requireNonNull(state, "state");
  }

  @Override
  public boolean sharedWithTeam() {
    return terms.share() == ShareLevel.TEAM;
  }

  /** Whether a kernel can still be opened in it. */
  public boolean open() {
    return !state.ended() && !(state instanceof SessionState.Stopping);
  }
}
