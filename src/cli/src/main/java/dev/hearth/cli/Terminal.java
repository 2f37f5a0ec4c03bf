package dev.hearth.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command prints.
 *
 * @param out results; UTF-8 whatever the locale says
 * @param err failures
 * @param live whether lines may be redrawn in place: a terminal that knows the usual sequences
 * @param colour whether to colour; off without a terminal and with {@code NO_COLOR}
 * @param columns the width of a line
 */
public record Terminal(
    PrintStream out, PrintStream err, boolean live, boolean colour, int columns) {

  private static final int USUAL_COLUMNS = 80;
  private static final int BUFFER = 1 << 15;

  /**
   * The process's own. The {@code hearth} script tells whether standard output is a terminal, and
   * how wide: Java can only ask for input and output together.
   */
  public static Terminal ofProcess() {
    boolean terminal =
        Boolean.parseBoolean(
            System.getProperty("hearth.terminal", String.valueOf(System.console() != null)));
    Map<String, String> environment = System.getenv();
    boolean dumb = "dumb".equals(environment.get("TERM"));
    boolean noColour = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    int columns = Integer.getInteger("hearth.columns", USUAL_COLUMNS);
    return new Terminal(
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        terminal && !dumb,
        terminal && !dumb && !noColour,
        columns < 20 ? USUAL_COLUMNS : columns);
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(
        new java.io.BufferedOutputStream(new FileOutputStream(descriptor), BUFFER),
        true,
        StandardCharsets.UTF_8);
  }

  public void line(String text) {
    out.println(text);
    out.flush();
  }

  /** A label and a value, aligned with its neighbours. */
  public void field(String label, String value) {
    line("  " + dim(String.format("%-8s", label)) + " " + value);
  }

  /** Something about the output that is no part of it. */
  public void note(String text) {
    out.flush();
    err.println(dim(text));
    err.flush();
  }

  /** Something that the user should know and that stops nothing. */
  public void warn(String text) {
    out.flush();
    err.println(yellow("warning: ") + text);
    err.flush();
  }

  /** Prints a failure and what to do about it. */
  public void fail(String message, String fix) {
    out.flush();
    err.println(red("hearth: ") + message);
    fix.lines().forEach(line -> err.println("  " + line));
    err.flush();
  }

  public String bold(String text) {
    return styled("1", text);
  }

  public String dim(String text) {
    return styled("2", text);
  }

  public String red(String text) {
    return styled("31", text);
  }

  public String green(String text) {
    return styled("32", text);
  }

  public String yellow(String text) {
    return styled("33", text);
  }

  private String styled(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
