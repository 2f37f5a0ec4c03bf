package dev.hearth.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code ./hearth} as somebody types it, in a folder of their own. */
public final class Command implements AutoCloseable {
  private final Program program;

  private Command(Program program) {
    this.program = program;
  }

  /** Starts it; {@code HEARTH_NO_BUILD=1}, since the build that runs this test has built it. */
  public static Command start(Path folder, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(0, Program.hearth());
    Map<String, String> all = new HashMap<>(environment);
    all.putIfAbsent("HEARTH_NO_BUILD", "1");
    return new Command(Program.start(folder, all, command.toArray(String[]::new)));
  }

  public static Command start(Path folder, String... arguments) {
    return start(folder, Map.of(), arguments);
  }

  /** The folder of the sources. */
  public static Path repository() {
    return Build.repository();
  }

  /** What it has printed so far, errors included. */
  public String printed() {
    return program.printed();
  }

  /** Waits for its end. */
  public int exitCode() {
    return program.exitCode();
  }

  public boolean running() {
    return program.running();
  }

  /**
   * As Ctrl-C does. Jobs in the background of a shell are started with interrupts ignored, and
   * their children inherit that; there the command is terminated instead, which it treats the same.
   */
  public void interrupt() {
    program.signal(Interrupts.areIgnored() ? "TERM" : "INT");
  }

  public void kill() {
    program.signal("KILL");
  }

  /** Ends it, if it runs, and waits. */
  @Override
  public void close() {
    program.close();
  }
}
