package dev.hearth.driver;

import dev.hearth.protocol.link.DriverState;
import dev.hearth.protocol.link.DriverState.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the driver's start is, told step by step to the gateway, and what happens later.
 * Thread-safe.
 */
final class DriverProgress {
  private static final Logger LOG = LoggerFactory.getLogger(DriverProgress.class);

  /** All are sent with each hello. */
  private static final int MOST_STEPS = 100;

  private final List<DriverState.Step> steps = new ArrayList<>();
  private Consumer<DriverState> told = state -> {};
  private DriverState state = new DriverState(Phase.STARTING, List.of(), null, null, null, null);

  synchronized DriverState state() {
    return state;
  }

  /** Who is told from now on. */
  synchronized void tell(Consumer<DriverState> listener) {
    told = listener;
    told.accept(state);
  }

  /** A step of the start begins. */
  synchronized void step(String text) {
    LOG.info("{}", text);
    steps.add(new DriverState.Step(text, System.currentTimeMillis()));
    become(Phase.STARTING, state.applicationId(), state.uiUrl(), state.sparkVersion(), null);
  }

  synchronized void sparkStarted(String applicationId, String uiUrl, String version) {
    become(Phase.STARTING, applicationId, uiUrl, version, null);
  }

  /** Something has happened to the session that its users should know. */
  synchronized void news(String text) {
    LOG.info("{}", text);
    if (steps.size() >= MOST_STEPS) {
      steps.remove(0);
    }
    steps.add(new DriverState.Step(text, System.currentTimeMillis()));
    become(
        state.phase(), state.applicationId(), state.uiUrl(), state.sparkVersion(), state.failure());
  }

  synchronized void ready() {
    LOG.info("Ready");
    become(Phase.READY, state.applicationId(), state.uiUrl(), state.sparkVersion(), null);
  }

  /**
   * @param failure for the user: the cause and what to do
   */
  synchronized void failed(String failure) {
    become(Phase.FAILED, state.applicationId(), state.uiUrl(), state.sparkVersion(), failure);
  }

  private void become(
      Phase phase, String applicationId, String uiUrl, String version, String failure) {
    state = new DriverState(phase, steps, applicationId, uiUrl, version, failure);
    told.accept(state);
  }
}
