package dev.hearth.cli.doctor;

/**
 * One thing that was looked for.
 *
 * @param name of the thing
 * @param state whether it is there
 * @param found what is there, in a few words
 * @param purpose what it is for
 * @param fix what to do; empty when there is nothing to do
 */
record Finding(String name, State state, String found, String purpose, String fix) {

  /** From best to worst. */
  enum State {
    /** There, and enough. */
    GOOD,
    /** Not there, or not much; what it is for does without or is not to be had. */
    OPTIONAL,
    /** Hearth does not work without. */
    MISSING
  }

  static Finding good(String name, String found, String purpose) {
    return new Finding(name, State.GOOD, found, purpose, "");
  }

  static Finding optional(String name, String found, String purpose, String fix) {
    return new Finding(name, State.OPTIONAL, found, purpose, fix);
  }

  static Finding missing(String name, String found, String purpose, String fix) {
    return new Finding(name, State.MISSING, found, purpose, fix);
  }
}
