package dev.hearth.demo.run;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How long the phases of a job run's start take. */
public final class Pace {

  /** What takes time. */
  public enum Phase {
    /** Until the service submits the run. */
    QUEUE(50, 2_000),
    /** The job submitter's pod, with {@code spark-submit} in it. */
    SUBMIT(50, 6_000),
    /** Until the scheduler has found a node that is there. */
    SCHEDULE(30, 800),
    /** Until a new node has come up. */
    NODE(100, 28_000),
    /** Pulling an image to a node that does not have it. */
    PULL(50, 14_000),
    /** Until the container runs. */
    CONTAINER(30, 900),
    /** How long a missing secret or image is waited for. */
    GIVE_UP(3_000, 120_000),
    /** From one try to the next. */
    RETRY(200, 10_000);

    private final long fast;
    private final long real;

    Phase(long fast, long real) {
      this.fast = fast;
      this.real = real;
    }
  }

  private final Map<Phase, Duration> durations = new EnumMap<>(Phase.class);

  private Pace() {}

  /**
   * Reads {@code fast} (for tests) or {@code real} (like a cluster), and after it, separated by
   * commas, phases that last otherwise: {@code real,node=PT5S,pull=PT1S}.
   *
   * @throws IllegalArgumentException if it is none, with what may be said
   */
  public static Pace parse(String text) {
    Pace pace = new Pace();
    String[] parts = text.split(",");
    boolean real = parts[0].equals("real");
    if (!real && !parts[0].equals("fast")) {
      throw new IllegalArgumentException("The pace must begin with fast or real, not " + parts[0]);
    }
    for (Phase phase : Phase.values()) {
      pace.durations.put(phase, Duration.ofMillis(real ? phase.real : phase.fast));
    }
    for (String part : Arrays.copyOfRange(parts, 1, parts.length)) {
      String[] pair = part.split("=", 2);
      try {
        pace.durations.put(
            Phase.valueOf(pair[0].toUpperCase(java.util.Locale.ROOT)),
            Duration.parse(pair.length == 2 ? pair[1] : ""));
      } catch (IllegalArgumentException | DateTimeParseException e) {
        throw new IllegalArgumentException(
            part
                + " is no phase with its duration, such as node=PT5S; phases: "
                + Arrays.stream(Phase.values())
                    .map(phase -> phase.name().toLowerCase(java.util.Locale.ROOT))
                    .collect(Collectors.joining(", ")),
            e);
      }
    }
    return pace;
  }

  Duration of(Phase phase) {
    return durations.get(phase);
  }

  /** Lets the phase pass. */
  void pass(Phase phase) throws InterruptedException {
    Thread.sleep(of(phase).toMillis());
  }
}
