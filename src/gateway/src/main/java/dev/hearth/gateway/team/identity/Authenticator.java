package dev.hearth.gateway.team.identity;

import dev.hearth.gateway.team.Caller;
import java.util.Optional;

/** Recognises credentials of one kind. Safe from any thread. */
public interface Authenticator {

  /** As it stands in {@link AuthConfig#modes} and in {@code Evidence.kind}. */
  String mode();

  /**
   * Whose credential it is; empty if it is none of this kind, or no longer good. May block.
   *
   * @throws dev.hearth.gateway.error.Unavailable if who knows it cannot be asked now
   */
  Optional<Caller> identify(Credential credential);

  /**
   * A caller whom this one has identified earlier, as they are now: in other teams, perhaps; empty
   * if their credential is no longer good. May block.
   */
  Optional<Caller> again(Caller caller);
}
