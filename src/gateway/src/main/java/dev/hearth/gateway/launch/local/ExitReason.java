package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.launch.DriverClues;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a driver has ended, in words for its user, from how it ended and what its log says last. */
final class ExitReason {
  private static final int SIGNALLED = 128;
  private static final int KILLED = SIGNALLED + 9;
  private static final int TERMINATED = SIGNALLED + 15;

  /** What a log may say that has to do with this machine; the first that is found counts. */
  private static final List<Clue> CLUES =
      List.of(
          new Clue(
              "Could not reserve enough space|insufficient memory for the Java Runtime"
                  + "|Cannot allocate memory",
              "The machine had not enough free memory for the driver. Stop other programs or"
                  + " sessions, or lower driver-memory of the profile."),
          new Clue(
              "UnsupportedClassVersionError",
              "The driver was started with a Java that is too old for it. Start the gateway with"
                  + " Java 17."),
          new Clue(
              "Could not find or load main class|NoClassDefFoundError|ClassNotFoundException",
              "A class of the driver is missing: its folder (HEARTH_DRIVER_DIST) is incomplete or"
                  + " of another version. Build it anew."),
          new Clue(
              "setpriv: [^\\n]*",
              "It could not be started under its account (%s); see " + RunAs.KEY + "."),
          new Clue(
              "Address already in use",
              "A port that the driver needs is taken by another program."));

  private record Clue(Pattern pattern, String meaning) {
    Clue(String pattern, String meaning) {
      this(Pattern.compile(pattern), meaning);
    }
  }

  private ExitReason() {}

  /**
   * @param code exit code; empty for a process that an earlier gateway has started
   * @param logTail the last lines of its log
   */
  static String of(OptionalInt code, String logTail, Path log) {
    String how = how(code);
    // A driver that left in order did so in spite of what its log speaks of.
    boolean inOrder = code.isPresent() && code.getAsInt() == 0;
    String why = inOrder ? "" : why(code, logTail);
    return how + (why.isEmpty() ? "" : " " + why) + " Its log: " + log;
  }

  private static String how(OptionalInt code) {
    if (code.isEmpty()) {
      return "The session's driver has ended.";
    }
    int value = code.getAsInt();
    if (value == KILLED) {
      return "The session's driver was killed (signal 9).";
    }
    if (value > SIGNALLED && value < SIGNALLED + 65) {
      return "The session's driver was ended by signal " + (value - SIGNALLED) + ".";
    }
    return "The session's driver ended by itself (exit code " + value + ").";
  }

  private static String why(OptionalInt code, String logTail) {
    Optional<String> clue = DriverClues.in(logTail);
    if (clue.isPresent()) {
      return clue.get();
    }
    for (Clue local : CLUES) {
      Matcher matcher = local.pattern().matcher(logTail);
      if (matcher.find()) {
        return local.meaning().replace("%s", matcher.group());
      }
    }
    if (code.isPresent() && code.getAsInt() == KILLED) {
      return "Most often that is the operating system, which had no memory left: lower"
          + " driver-memory of the profile, or use a larger machine.";
    }
    if (code.isPresent() && code.getAsInt() == TERMINATED) {
      return "Somebody, or the machine's shutdown, asked it to.";
    }
    return "";
  }
}
