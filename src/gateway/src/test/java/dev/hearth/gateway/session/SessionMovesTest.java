package dev.hearth.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gateway.error.Conflict;
import dev.hearth.gateway.session.SessionState.Failed;
import dev.hearth.gateway.session.SessionState.Ready;
import dev.hearth.gateway.session.SessionState.Requested;
import dev.hearth.gateway.session.SessionState.Starting;
import dev.hearth.gateway.session.SessionState.Stopped;
import dev.hearth.gateway.session.SessionState.Stopping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SessionMovesTest {
  private static final Requested REQUESTED = new Requested();
  private static final Starting STARTING = new Starting("42@7");
  private static final Ready READY = new Ready("42@7");
  private static final Stopping STOPPING = new Stopping(Optional.of("42@7"), "enough");
  private static final Stopped STOPPED = new Stopped("enough");
  private static final Failed FAILED = new Failed("broken");

  private static final List<SessionState> STATES =
      List.of(REQUESTED, STARTING, READY, STOPPING, STOPPED, FAILED);

  private static final Map<String, UnaryOperator<SessionState>> MOVES =
      Map.of(
          "launched", state -> SessionMoves.launched(state, "42@7"),
          "ready", SessionMoves::ready,
          "failed", state -> SessionMoves.failed(state, "broken"),
          "stop", state -> SessionMoves.stop(state, "enough"),
          "stopped", SessionMoves::stopped);

  /** All legal moves; there is no other. */
  private static final Map<String, SessionState> LEGAL =
      Map.of(
          "requested launched", STARTING,
          "requested failed", FAILED,
          "requested stop", new Stopping(Optional.empty(), "enough"),
          "starting ready", READY,
          "starting failed", FAILED,
          "starting stop", STOPPING,
          "ready failed", FAILED,
          "ready stop", STOPPING,
          "stopping stopped", STOPPED);

  @TestFactory
  Stream<DynamicTest> everyMoveOfEveryState() {
    return STATES.stream()
        .flatMap(
            state ->
                MOVES.entrySet().stream()
                    .map(
                        move -> {
                          String name = state.name() + " " + move.getKey();
                          return DynamicTest.dynamicTest(
                              name, () -> check(state, move.getValue(), LEGAL.get(name)));
                        }));
  }

  private static void check(
      SessionState state, UnaryOperator<SessionState> move, SessionState expected) {
    if (expected == null) {
      assertThatThrownBy(() -> move.apply(state))
          .isInstanceOf(Conflict.class)
          .hasMessageContaining(state.name());
    } else {
      assertThat(move.apply(state)).isEqualTo(expected);
    }
  }

  @Test
  void onlyFailedAndStoppedSessionsHaveEnded() {
    assertThat(STATES.stream().filter(SessionState::ended)).containsExactly(STOPPED, FAILED);
  }
}
