package dev.hearth.gateway.kernel.journal;

import static dev.hearth.gateway.kernel.journal.Samples.append;
import static dev.hearth.gateway.kernel.journal.Samples.contents;
import static dev.hearth.gateway.kernel.journal.Samples.frame;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HotTailTest {
  private static final JournalSettings SETTINGS =
      new JournalSettings(1 << 20, 1 << 20, 10_000, 25_000, 8, Fsync.NEVER);

  @TempDir Path folder;
  private final TailMemory memory = new TailMemory(SETTINGS.totalTailBytes());

  @Test
  void servesLiveReadersWithoutTheDisk() throws IOException {
    try (FileJournal journal = journal("a")) {
      Cursor cursor = journal.after(0);
      append(journal, "one", "two");
      removeFiles("a");
      assertThat(contents(cursor)).containsExactly("1:one", "2:two");
    }
  }

  @Test
  void keepsTheNewestEntriesAndReadsOlderOnesFromDisk() {
    try (FileJournal journal = journal("a")) {
      for (int i = 1; i <= 200; i++) {
        journal.append(0, frame(500, i));
        assertThat(memory.used()).isLessThanOrEqualTo(10_000);
      }
      assertThat(memory.used()).isGreaterThan(9_000);
      assertThat(contents(journal)).hasSize(200);
    }
    assertThat(memory.used()).isZero();
  }

  @Test
  void isFreshAgainAfterAFrameThatIsTooLargeForIt() throws IOException {
    try (FileJournal journal = journal("a")) {
      append(journal, "small");
      journal.append(0, frame(20_000, 1));
      assertThat(memory.used()).isZero();
      append(journal, "after");
      removeFiles("a");
      assertThat(contents(journal.after(2))).containsExactly("3:after");
    }
  }

  @Test
  void givesTheMemoryOfQuietJournalsToBusyOnes() throws IOException {
    try (FileJournal quiet = journal("quiet");
        FileJournal busy = journal("busy");
        FileJournal busier = journal("busier")) {
      fill(quiet);
      fill(busy);
      fill(busier);
      assertThat(memory.used()).isLessThanOrEqualTo(25_000);
      removeFiles("busy");
      removeFiles("busier");
      assertThat(contents(busier.after(busier.lastNumber() - 5))).noneMatch(this::isGap);
      assertThat(contents(busy.after(busy.lastNumber() - 5))).noneMatch(this::isGap);
      assertThat(contents(quiet)).hasSize(50).noneMatch(this::isGap);
      removeFiles("quiet");
      assertThat(contents(quiet)).containsExactly("gap 1-50");
    }
  }

  private boolean isGap(String item) {
    return item.startsWith("gap");
  }

  private static void fill(Journal journal) {
    for (int i = 0; i < 50; i++) {
      journal.append(0, frame(500, i));
    }
  }

  private FileJournal journal(String name) {
    return FileJournal.open(folder.resolve(name), SETTINGS, Clock.systemUTC(), memory);
  }

  private void removeFiles(String name) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(name), "*.log")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
