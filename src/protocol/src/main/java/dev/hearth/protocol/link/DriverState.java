package dev.hearth.protocol.link;

import java.util.List;
import java.util.Objects;

/**
 * What a session driver says of itself. Sent whole with every hello and whenever it changes; the
 * latest replaces all earlier ones.
 *
 * @param phase how far the driver is
 * @param steps the start steps so far, oldest first; the last one is under way unless the phase is
 *     past {@link Phase#STARTING}. Those that come later are news of the session, such as an
 *     executor that is lost
 * @param applicationId Spark's, or {@code null} before there is one
 * @param uiUrl of the Spark UI as the driver knows it, or {@code null}
 * @param sparkVersion e.g. {@code 3.5.5}, or {@code null} before Spark is loaded
 * @param failure in words for the user, with the next step; {@code null} unless failed
 */
public record DriverState(
    Phase phase,
    List<Step> steps,
    String applicationId,
    String uiUrl,
    String sparkVersion,
    String failure) {

  public DriverState {
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(steps, "steps");
    steps = List.copyOf(steps);
  }

  /** How far a driver is. */
  public enum Phase {
    STARTING,
    READY,
    FAILED
  }

  /**
   * One step of a start.
   *
   * @param text for the user, e.g. {@code Starting Spark 3.5.5 on local[2]}
   * @param atMillis when it began, epoch milliseconds of the driver's clock
   */
  public record Step(String text, long atMillis) {
    public Step {
      Objects.requireNonNull(text, "steps.text");
    }
  }
}
