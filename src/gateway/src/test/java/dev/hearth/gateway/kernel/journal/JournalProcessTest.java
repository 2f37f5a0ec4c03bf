package dev.hearth.gateway.kernel.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Journals of processes that are killed, or run short of disk or memory. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@EnabledOnOs({OS.LINUX, OS.MAC})
class JournalProcessTest {
  @TempDir Path home;

  @RepeatedTest(3)
  void everythingThatWasReturnedSurvivesSigkill() throws Exception {
    Process process = JournalProcess.start("true", List.of(), "append", home);
    String[] reported = null;
    try (BufferedReader output = JournalProcess.output(process)) {
      int lines = 0;
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        // The last line may be torn: only one that has its full stop was reported.
        if (line.endsWith(".")) {
          reported = line.split(" ");
        }
        if (++lines == 2000) {
          // Not the process's own method, which would close its output too.
          process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(process.exitValue()).isEqualTo(128 + 9);
    checkJournal(Long.parseLong(reported[0]), Long.parseLong(reported[1]));
    checkInbox(Long.parseLong(reported[2]), Long.parseLong(reported[3]));
  }

  private void checkJournal(long appended, long confirmed) {
    try (FileJournal journal =
        FileJournal.open(home.resolve("journal"), JournalSettings.STANDARD, Clock.systemUTC())) {
      assertThat(journal.lastNumber()).isBetween(appended, appended + 1);
      assertThat(journal.lastOrigin()).isEqualTo(journal.lastNumber());
      assertThat(journal.confirmed("tab").orElseThrow()).isBetween(confirmed, confirmed + 1);
      assertEveryFrameIsThere(journal);
    }
  }

  private void checkInbox(long appended, long settled) {
    try (Inbox inbox =
        Inbox.open(home.resolve("inbox"), JournalSettings.STANDARD, Clock.systemUTC())) {
      assertThat(inbox.lastNumber()).isBetween(appended, appended + 1);
      assertThat(inbox.settled()).isBetween(settled, settled + 1);
      assertThat(inbox.pending())
          .extracting(Inbox.Entry::number)
          .hasSize((int) (inbox.lastNumber() - inbox.settled()))
          .endsWith(inbox.lastNumber());
    }
  }

  private static void assertEveryFrameIsThere(Journal journal) {
    Cursor cursor = journal.after(0);
    long expected = 1;
    for (var items = cursor.read(100_000); !items.isEmpty(); items = cursor.read(100_000)) {
      for (JournalItem item : items) {
        assertThat(item).isInstanceOf(JournalItem.Entry.class);
        JournalItem.Entry entry = (JournalItem.Entry) item;
        assertThat(entry.number()).isEqualTo(expected);
        assertThat(entry.frame())
            .isEqualTo(Samples.frame(entry.frame().remaining(), entry.number()));
        expected++;
      }
    }
    assertThat(expected - 1).isEqualTo(journal.lastNumber());
  }

  @Test
  void aFullDiskRefusesAMessageAndHidesNoneThatFollows() throws Exception {
    // The shell's limit on the size of a file stops a write in the middle, as a full disk does.
    Process process = JournalProcess.start("ulimit -f 1000", List.of(), "fill", home);
    List<String> lines = new ArrayList<>();
    try (BufferedReader output = JournalProcess.output(process)) {
      output.lines().forEach(lines::add);
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(process.exitValue()).isZero();
    String refusal = lines.get(lines.size() - 2);
    long last = Long.parseLong(lines.get(lines.size() - 1));
    assertThat(refusal)
        .startsWith("refused: Cannot append to the journal in " + home)
        .contains("disk has space");
    assertThat(last).isEqualTo(lines.size() - 1).isGreaterThan(10);
    try (FileJournal journal =
        FileJournal.open(home, JournalSettings.STANDARD, Clock.systemUTC())) {
      assertThat(journal.lastNumber()).isEqualTo(last);
      assertEveryFrameIsThere(journal);
    }
  }

  @Test
  void aLargeJournalIsWrittenAndReadInASmallHeap() throws Exception {
    // The class path of the tests alone, some hundred jars, takes more than half of that.
    Process process = JournalProcess.start("true", List.of("-Xmx32m"), "read", home);
    try (BufferedReader output = JournalProcess.output(process)) {
      assertThat(output.readLine()).isEqualTo(Long.toString(JournalProcess.LARGE_JOURNAL));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
