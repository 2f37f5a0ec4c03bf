package dev.hearth.gateway.kernel.echo;

import dev.hearth.protocol.message.Display;
import dev.hearth.protocol.message.Stream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines that an echo kernel carries out. A cell that has nothing but such lines runs them in
 * order; any other cell is its own result.
 */
enum EchoCommand {
  PRINT("print N [every MS]", "prints N lines, one message each, with a pause between") {
    private static final Pattern ARGUMENTS = Pattern.compile("(\\d{1,9})(?: every (\\d{1,9}))?");

    @Override
    Optional<Step> parse(String arguments) {
      Matcher matcher = ARGUMENTS.matcher(arguments);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      int lines = Integer.parseInt(matcher.group(1));
      long pause = matcher.group(2) == null ? 0 : Long.parseLong(matcher.group(2));
      return Optional.of((cell, allowStdin) -> print(cell, lines, pause));
    }

    private void print(EchoCell cell, int lines, long pauseMillis) throws EchoFailure {
      for (int line = 1; line <= lines; line++) {
        cell.checkStopped();
        cell.print(Stream.Name.STDOUT, "line " + line + "\n");
        if (pauseMillis > 0 && line < lines) {
          cell.pause(pauseMillis);
        }
      }
    }
  },

  SLEEP("sleep MS", "waits so many milliseconds") {
    @Override
    Optional<Step> parse(String arguments) {
      return number(arguments).map(millis -> (cell, allowStdin) -> cell.pause(millis));
    }
  },

  HTML("html TEXT", "displays the text as HTML") {
    @Override
    Optional<Step> parse(String arguments) {
      return text(arguments).map(html -> (cell, allowStdin) -> cell.publish(html(html)));
    }

    private Display.Data html(String html) {
      return new Display.Data(Map.of("text/html", html, "text/plain", html), Map.of(), Map.of());
    }
  },

  DISPLAY("display N SIZE", "displays N texts of SIZE characters") {
    private static final Pattern ARGUMENTS = Pattern.compile("(\\d{1,9}) (\\d{1,9})");

    @Override
    Optional<Step> parse(String arguments) {
      Matcher matcher = ARGUMENTS.matcher(arguments);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      int count = Integer.parseInt(matcher.group(1));
      int size = Integer.parseInt(matcher.group(2));
      return Optional.of((cell, allowStdin) -> display(cell, count, checked(size)));
    }

    private void display(EchoCell cell, int count, int size) throws EchoFailure {
      Display.Data display =
          new Display.Data(Map.of("text/plain", "x".repeat(size)), Map.of(), Map.of());
      for (int i = 0; i < count; i++) {
        cell.checkStopped();
        cell.publish(display);
      }
    }
  },

  BYTES("bytes N", "displays a message with N bytes of binary data attached") {
    @Override
    Optional<Step> parse(String arguments) {
      return number(arguments)
          .map(size -> (cell, allowStdin) -> cell.publish(described(size), bytes(checked(size))));
    }

    private Display.Data described(int size) {
      return new Display.Data(Map.of("text/plain", size + " bytes"), Map.of(), Map.of());
    }

    /** Binary enough that no text can hold them. */
    private List<ByteBuffer> bytes(int size) {
      byte[] bytes = new byte[size];
      Arrays.fill(bytes, (byte) 0xff);
      return List.of(ByteBuffer.wrap(bytes));
    }
  },

  ERROR("error TEXT", "fails with that message") {
    @Override
    Optional<Step> parse(String arguments) {
      return text(arguments)
          .map(
              message ->
                  (cell, allowStdin) -> {
                    throw new EchoFailure("EchoError", message);
                  });
    }
  },

  STDERR("stderr TEXT", "prints the text on standard error") {
    @Override
    Optional<Step> parse(String arguments) {
      return text(arguments)
          .map(text -> (cell, allowStdin) -> cell.print(Stream.Name.STDERR, text + "\n"));
    }
  },

  INPUT("input PROMPT", "asks the user and prints the answer") {
    @Override
    Optional<Step> parse(String arguments) {
      return text(arguments).map(prompt -> (cell, allowStdin) -> ask(cell, allowStdin, prompt));
    }

    private void ask(EchoCell cell, boolean allowStdin, String prompt) throws EchoFailure {
      if (!allowStdin) {
        throw new EchoFailure("StdinNotSupported", "This client does not answer questions.");
      }
      cell.print(Stream.Name.STDOUT, cell.ask(prompt) + "\n");
    }
  };

  private static final int MOST_BYTES = 64 << 20;

  private final String usage;
  private final String help;

  EchoCommand(String usage, String help) {
    this.usage = usage;
    this.help = help;
  }

  /** One line of a cell, ready to run. */
  @FunctionalInterface
  interface Step {
    void run(EchoCell cell, boolean allowStdin) throws EchoFailure;
  }

  /** Empty if these are no arguments for this command. */
  abstract Optional<Step> parse(String arguments);

  String word() {
    return usage.substring(0, usage.indexOf(' '));
  }

  String describe() {
    return usage + ": " + help;
  }

  /** The command of a line; empty if it is none. */
  static Optional<Step> ofLine(String line) {
    String[] words = line.strip().split(" ", 2);
    return Arrays.stream(values())
        .filter(command -> words.length == 2 && command.word().equals(words[0]))
        .findFirst()
        .flatMap(command -> command.parse(words[1].strip()));
  }

  /** An echo kernel uses the gateway's own memory. */
  private static int checked(int size) throws EchoFailure {
    if (size > MOST_BYTES) {
      throw new EchoFailure("EchoError", "At most " + MOST_BYTES + " bytes in one message.");
    }
    return size;
  }

  private static Optional<Integer> number(String text) {
    return text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private static Optional<String> text(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
