package dev.hearth.gateway.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gateway.error.Forbidden;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PermissionsTest {
  private static final TeamName A = new TeamName("emr-ml-team-a");
  private static final TeamName B = new TeamName("emr-ml-team-b");
  private static final Principal ADA = new Principal("ada", A);

  private record Thing(Principal owner, boolean sharedWithTeam) implements Owned {
    @Override
    public Object id() {
      return "thing";
    }
  }

  private static final Thing HERS = new Thing(ADA, false);
  private static final Thing SHARED = new Thing(ADA, true);

  private static Caller caller(String user, Role role, TeamName team) {
    return new Caller(
        user,
        List.of(new Membership(team, role)),
        false,
        Scope.FULL,
        Evidence.of("tokens", user, Optional.empty()));
  }

  private static Set<Action> allowed(Caller caller, Thing thing) {
    return Arrays.stream(Action.values())
        .filter(action -> Permissions.permit(caller, action, thing))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Action.class)));
  }

  @Test
  void whatIsTheirsIsTheirsToDoAllWith() {
    assertThat(allowed(caller("ada", Role.ANALYST, A), HERS))
        .isEqualTo(EnumSet.allOf(Action.class));
  }

  @Test
  void teammatesSeeAndReadAndJoinWhatIsSharedAndNothingElse() {
    Caller bob = caller("bob", Role.ANALYST, A);
    assertThat(allowed(bob, HERS)).isEmpty();
    assertThat(allowed(bob, SHARED))
        .containsExactlyInAnyOrder(Action.SEE, Action.READ_OUTPUTS, Action.JOIN);
  }

  @Test
  void leadsAndAdminsSeeAndStopTheirTeamsAndReadNoOutputs() {
    for (Role role : List.of(Role.LEAD, Role.ADMIN)) {
      assertThat(allowed(caller("lea", role, A), HERS))
          .containsExactlyInAnyOrder(Action.SEE, Action.STOP);
    }
  }

  @Test
  void anotherTeamsMembersMayNothingWhateverTheirRole() {
    for (Role role : Role.values()) {
      assertThat(allowed(caller("eve", role, B), HERS)).isEmpty();
      assertThat(allowed(caller("eve", role, B), SHARED)).isEmpty();
    }
  }

  @Test
  void theSameNameInAnotherTeamIsSomebodyElse() {
    assertThat(allowed(caller("ada", Role.ADMIN, B), HERS)).isEmpty();
  }

  @Test
  void whoHasLeftTheTeamHasLeftWhatWasTheirs() {
    Caller gone =
        new Caller(
            "ada", List.of(), false, Scope.FULL, Evidence.of("oidc", "ada", Optional.empty()));
    assertThat(allowed(gone, HERS)).isEmpty();
    assertThatThrownBy(() -> gone.principal(Optional.empty()))
        .isInstanceOf(Forbidden.class)
        .hasMessageContaining("Ask for membership");
  }

  @Test
  void operatorsSeeAndStopEverythingAndReadNothing() {
    Caller operator =
        new Caller(
            "root", List.of(), true, Scope.FULL, Evidence.of("token", "gateway", Optional.empty()));
    assertThat(allowed(operator, HERS)).containsExactlyInAnyOrder(Action.SEE, Action.STOP);
  }

  @Test
  void whatMayNotBeSeenIsNotThereAndWhatMayNotBeDoneIsExplained() {
    assertThat(Permissions.given(Optional.of(HERS), caller("eve", Role.ADMIN, B), Action.USE))
        .isEmpty();
    assertThatThrownBy(
            () ->
                Permissions.given(
                    Optional.of(HERS), caller("lea", Role.LEAD, A), Action.READ_OUTPUTS))
        .isInstanceOf(Forbidden.class)
        .hasMessageContaining("ada of team emr-ml-team-a");
  }
}
