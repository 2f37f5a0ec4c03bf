package dev.hearth.gateway.kernel.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of its own that uses a journal: it can be killed, or be given too little of something.
 */
final class JournalProcess {
  static final int LARGE_FRAME = 64 << 10;
  static final long LARGE_JOURNAL = 200L << 20;

  private JournalProcess() {}

  /** Starts it; its standard error goes to ours. */
  static Process start(String limits, List<String> jvmFlags, String task, Path home)
      throws IOException {
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.addAll(jvmFlags);
    java.addAll(List.of("-XX:-UsePerfData", "-cp", System.getProperty("java.class.path")));
    java.addAll(List.of(JournalProcess.class.getName(), task, home.toString()));
    List<String> command = new ArrayList<>(List.of("bash", "-c", limits + "; exec \"$@\"", "bash"));
    command.addAll(java);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  static BufferedReader output(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  public static void main(String[] args) {
    Path home = Path.of(args[1]);
    switch (args[0]) {
      case "append" -> appendForEver(home);
      case "fill" -> appendUntilTheDiskRefuses(home);
      case "read" -> writeAndReadALargeJournal(home);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** Prints each number once it was returned: "journal confirmed inbox settled .". */
  private static void appendForEver(Path home) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    JournalSettings settings =
        new JournalSettings(64 << 10, 1 << 30, 1 << 20, 1 << 20, 8, Fsync.NEVER);
    FileJournal journal = FileJournal.open(home.resolve("journal"), settings, Clock.systemUTC());
    Inbox inbox = Inbox.open(home.resolve("inbox"), settings, Clock.systemUTC());
    while (true) {
      long next = journal.lastNumber() + 1;
      long number = journal.append(next, Samples.frame((int) (next % 5000), next));
      journal.confirm("tab", number - 1);
      long request = inbox.append(Samples.frame((int) (next % 500), next));
      inbox.settle(request - 3);
      out.println(
          number + " " + (number - 1) + " " + request + " " + Math.max(0, request - 3) + " .");
    }
  }

  /** With a limit of the size of files: prints the number of each message that was taken. */
  private static void appendUntilTheDiskRefuses(Path home) {
    FileJournal journal = FileJournal.open(home, JournalSettings.STANDARD, Clock.systemUTC());
    try {
      while (true) {
        long next = journal.lastNumber() + 1;
        System.out.println(journal.append(0, Samples.frame(10_000, next)));
      }
    } catch (JournalException e) {
      System.out.println("refused: " + e.getMessage());
    }
    long next = journal.lastNumber() + 1;
    System.out.println(journal.append(0, Samples.frame(10, next)));
  }

  /** With a small heap: prints how many bytes it has read. */
  private static void writeAndReadALargeJournal(Path home) {
    FileJournal journal = FileJournal.open(home, JournalSettings.STANDARD, Clock.systemUTC());
    for (long written = 0; written < LARGE_JOURNAL; written += LARGE_FRAME) {
      journal.append(0, Samples.frame(LARGE_FRAME, written));
    }
    Cursor cursor = journal.after(0);
    long read = 0;
    for (var items = cursor.read(256 << 10); !items.isEmpty(); items = cursor.read(256 << 10)) {
      for (JournalItem item : items) {
        read += ((JournalItem.Entry) item).frame().remaining();
      }
    }
    System.out.println(read);
  }
}
