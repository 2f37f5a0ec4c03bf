package dev.hearth.onboarding.run;

import dev.hearth.onboarding.part.Change;
import java.util.List;
import java.util.Objects;

/**
 * What a check has found about one thing.
 *
 * @param what it is about, and what is wrong with it
 * @param why it matters
 * @param fix the command, or the line of the file
 */
public record Finding(Verdict verdict, String what, String why, String fix, List<Change> changes) {

  /** How bad it is. */
  public enum Verdict {
    RIGHT,
    /** Sessions may run nevertheless. */
    WARNING,
    WRONG
  }

  public Finding {
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(fix, "fix");
    changes = List.copyOf(changes);
  }

  static Finding right(String what) {
    return new Finding(Verdict.RIGHT, what, "", "", List.of());
  }

  static Finding warning(String what, String why, String fix) {
    return new Finding(Verdict.WARNING, what, why, fix, List.of());
  }

  static Finding wrong(String what, String why, String fix) {
    return new Finding(Verdict.WRONG, what, why, fix, List.of());
  }

  static Finding wrong(String what, String why, String fix, List<Change> changes) {
    return new Finding(Verdict.WRONG, what, why, fix, changes);
  }
}
