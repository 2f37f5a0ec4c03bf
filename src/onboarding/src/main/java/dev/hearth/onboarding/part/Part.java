package dev.hearth.onboarding.part;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.client.Failure;
import java.util.List;
import java.util.Optional;

/**
 * One thing that a team's place needs: how it must be, how it is, and what brings the one to the
 * other. Every call asks anew; nothing is kept between them. For one thread.
 *
 * <p>Methods fail with {@link Failure} where a person has to act, and with the exceptions of the
 * clients of AWS and Kubernetes where a call did not succeed.
 */
public interface Part {

  /** Its kind and name, e.g. {@code namespace emr-ml-team-a}. */
  String title();

  /** What does not work without it, in one sentence. */
  String why();

  /** How it must be; what is not in it does not matter. */
  JsonNode wanted();

  /** How it is, in the form of {@link #wanted}; empty if it is not there. */
  Optional<Found> found();

  /**
   * Refuses another one than the file of teams names, before one is made or changed. Not asked when
   * the team goes: what is Hearth's goes then, whatever the file says.
   *
   * @throws Failure if what is there is not what the file names, saying what to correct
   */
  default void requireAsNamed() {}

  void create();

  /** Makes it as wanted; what was not Hearth's is marked as adopted. */
  void change(Found found);

  void remove(Found found);

  /** Whether it may be taken over without asking when nobody's mark is on it. */
  default boolean isFreeForAll() {
    return false;
  }

  /** Why it stays when its team goes; empty: it goes too. */
  default Optional<String> staysBecause() {
    return Optional.empty();
  }

  /** Keys and values that the file of teams lacks, known once this is there. */
  default List<String> linesForTheFile() {
    return List.of();
  }
}
