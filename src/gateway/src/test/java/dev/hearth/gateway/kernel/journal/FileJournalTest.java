package dev.hearth.gateway.kernel.journal;

import static dev.hearth.gateway.kernel.journal.Samples.append;
import static dev.hearth.gateway.kernel.journal.Samples.contents;
import static dev.hearth.gateway.kernel.journal.Samples.frame;
import static dev.hearth.gateway.kernel.journal.Samples.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FileJournalTest {
  private static final JournalSettings IN_MEMORY =
      new JournalSettings(1024, 1 << 30, 1 << 20, 1 << 20, 8, Fsync.NEVER);

  @TempDir Path folder;

  /** What a reader sees must not depend on where it is read from. */
  static List<JournalSettings> diskAndMemory() {
    return List.of(Samples.ON_DISK, IN_MEMORY);
  }

  @ParameterizedTest
  @MethodSource("diskAndMemory")
  void numbersMessagesFromOneAndReadsThemInOrder(JournalSettings settings) {
    try (FileJournal journal = open(folder, settings)) {
      assertThat(journal.firstNumber()).isEqualTo(1);
      assertThat(journal.lastNumber()).isZero();

      assertThat(journal.append(0, frame("a"))).isEqualTo(1);
      assertThat(journal.append(0, frame("b"))).isEqualTo(2);
      assertThat(journal.append(0, frame("c"))).isEqualTo(3);

      assertThat(journal.firstNumber()).isEqualTo(1);
      assertThat(journal.lastNumber()).isEqualTo(3);
      assertThat(contents(journal)).containsExactly("1:a", "2:b", "3:c");
      assertThat(contents(journal.after(2))).containsExactly("3:c");
      assertThat(contents(journal.after(3))).isEmpty();
    }
  }

  @Test
  void keepsEverythingWhenItIsOpenedAgain() {
    try (FileJournal journal = open(folder, Samples.ON_DISK)) {
      journal.append(7, frame("a"));
      journal.append(0, frame("b"));
    }
    try (FileJournal journal = open(folder, Samples.ON_DISK)) {
      assertThat(journal.lastNumber()).isEqualTo(2);
      assertThat(journal.lastOrigin()).isEqualTo(7);
      assertThat(journal.append(8, frame("c"))).isEqualTo(3);
      assertThat(contents(journal)).containsExactly("1:a", "2:b", "3:c");
    }
  }

  @Test
  void ignoresAnOriginThatWasAppendedBefore() {
    try (FileJournal journal = open(folder, IN_MEMORY)) {
      assertThat(journal.append(5, frame("a"))).isEqualTo(1);
      assertThat(journal.append(5, frame("a"))).isZero();
      assertThat(journal.append(4, frame("earlier"))).isZero();
      assertThat(journal.append(0, frame("the gateway's own"))).isEqualTo(2);
      assertThat(journal.append(9, frame("b"))).isEqualTo(3);
      assertThat(journal.lastOrigin()).isEqualTo(9);
      assertThat(contents(journal)).containsExactly("1:a", "2:the gateway's own", "3:b");
    }
  }

  @Test
  void remembersTheLastOriginThoughTheSegmentWithItIsNotTheNewest() {
    try (FileJournal journal = open(folder, Samples.ON_DISK)) {
      journal.append(41, frame("from the driver"));
      for (int i = 0; i < 5; i++) {
        journal.append(0, frame(900, i));
      }
    }
    try (FileJournal journal = open(folder, Samples.ON_DISK)) {
      assertThat(journal.lastOrigin()).isEqualTo(41);
    }
  }

  @ParameterizedTest
  @MethodSource("diskAndMemory")
  void readsAsMuchAsFitsButOneMessageAtLeast(JournalSettings settings) {
    try (FileJournal journal = open(folder, settings)) {
      for (int i = 0; i < 4; i++) {
        journal.append(0, frame(300, i));
      }
      Cursor cursor = journal.after(0);
      assertThat(cursor.read(700)).extracting(JournalItem::number).containsExactly(1L, 2L);
      assertThat(cursor.position()).isEqualTo(2);
      assertThat(cursor.read(1)).extracting(JournalItem::number).containsExactly(3L);
      assertThat(cursor.read(1 << 20)).extracting(JournalItem::number).containsExactly(4L);
      assertThat(cursor.read(1 << 20)).isEmpty();
      assertThat(cursor.position()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @MethodSource("diskAndMemory")
  void givesOriginTimeAndFrameAsTheyWere(JournalSettings settings) {
    Clock clock = Clock.fixed(Instant.ofEpochMilli(1_234_567), ZoneOffset.UTC);
    try (FileJournal journal = FileJournal.open(folder, settings, clock)) {
      journal.append(17, frame("x"));
      assertThat(journal.after(0).read(100))
          .containsExactly(new JournalItem.Entry(1, 17, 1_234_567, frame("x")));
    }
  }

  @ParameterizedTest
  @MethodSource("diskAndMemory")
  void leavesTheBufferToItsOwner(JournalSettings settings) {
    try (FileJournal journal = open(folder, settings)) {
      ByteBuffer frame = ByteBuffer.allocateDirect(10).put("..frame...".getBytes()).flip();
      frame.position(2).limit(7);
      journal.append(0, frame);
      assertThat(frame.remaining()).isEqualTo(5);
      frame.put(2, (byte) '!');
      assertThat(contents(journal)).containsExactly("1:frame");
    }
  }

  @Test
  void givesEveryReaderItsOwnViewOfTheBytes() {
    try (FileJournal journal = open(folder, IN_MEMORY)) {
      append(journal, "shared");
      JournalItem.Entry one = (JournalItem.Entry) journal.after(0).read(100).get(0);
      one.frame().position(6);
      JournalItem.Entry other = (JournalItem.Entry) journal.after(0).read(100).get(0);
      assertThat(other.frame().remaining()).isEqualTo(6);
    }
  }

  @ParameterizedTest
  @MethodSource("diskAndMemory")
  void takesEmptyAndVeryLargeFrames(JournalSettings settings) {
    int large = 50 << 20;
    try (FileJournal journal = open(folder, settings)) {
      append(journal, "before", "");
      journal.append(0, frame(large, 3));
      append(journal, "after");
    }
    try (FileJournal journal = open(folder, settings)) {
      Cursor cursor = journal.after(2);
      JournalItem.Entry entry = (JournalItem.Entry) cursor.read(1000).get(0);
      assertThat(entry.frame()).isEqualTo(frame(large, 3));
      assertThat(contents(cursor)).containsExactly("4:after");
      assertThat(journal.after(0).read(100)).hasSize(2);
    }
  }

  @Test
  void tellsExactlyWhichMessagesItDroppedAtItsLimit() {
    JournalSettings small = new JournalSettings(1024, 4096, 0, 0, 8, Fsync.NEVER);
    try (FileJournal journal = open(folder, small)) {
      Cursor slow = journal.after(0);
      append(journal, "first", "second");
      assertThat(slow.read(1)).hasSize(1);
      for (int i = 0; i < 40; i++) {
        journal.append(0, frame(400, i));
      }
      long first = journal.firstNumber();
      assertThat(first).isGreaterThan(30);
      assertThat(journal.size()).isLessThanOrEqualTo(4096);

      List<JournalItem> items = slow.read(1 << 20);
      assertThat(items.get(0)).isEqualTo(new JournalItem.Gap(2, first - 1));
      assertThat(((JournalItem.Gap) items.get(0)).count()).isEqualTo(first - 2);
      assertThat(items).hasSize((int) (42 - first + 1) + 1);
      assertThat(slow.position()).isEqualTo(42);
    }
    try (FileJournal journal = open(folder, small)) {
      assertThat(journal.firstNumber()).isGreaterThan(30);
      assertThat(journal.lastNumber()).isEqualTo(42);
    }
  }

  @Test
  void keepsASingleFrameThatIsLargerThanItsLimit() {
    JournalSettings small = new JournalSettings(1024, 4096, 0, 0, 8, Fsync.NEVER);
    try (FileJournal journal = open(folder, small)) {
      append(journal, "a", "b");
      journal.append(0, frame(10_000, 1));
      assertThat(journal.after(0).read(1)).containsExactly(new JournalItem.Gap(1, 2));
      assertThat(journal.after(2).read(1)).hasSize(1);
      append(journal, "c");
      assertThat(contents(journal)).containsExactly("gap 1-3", "4:c");
    }
  }

  @Test
  void readsOnWhereItStoodWhileMessagesArrive() {
    try (FileJournal journal = open(folder, Samples.ON_DISK)) {
      Cursor cursor = journal.after(0);
      for (int round = 0; round < 50; round++) {
        append(journal, "one of " + round, "two of " + round);
        assertThat(contents(cursor))
            .containsExactly(
                (2 * round + 1) + ":one of " + round, (2 * round + 2) + ":two of " + round);
      }
    }
  }

  @Test
  void startsAtItsEndForANumberBeyondIt() {
    try (FileJournal journal = open(folder, IN_MEMORY)) {
      append(journal, "a");
      Cursor cursor = journal.after(1000);
      append(journal, "b");
      assertThat(contents(cursor)).containsExactly("2:b");
    }
  }

  @Test
  void wakesListenersAfterEachMessageUntilTheyLeave() throws Exception {
    try (FileJournal journal = open(folder, IN_MEMORY)) {
      AtomicInteger woken = new AtomicInteger();
      AutoCloseable registration =
          journal.onAppend(() -> woken.addAndGet((int) journal.lastNumber()));
      journal.append(1, frame("a"));
      journal.append(1, frame("a again"));
      journal.append(2, frame("b"));
      assertThat(woken).hasValue(3);
      registration.close();
      journal.append(3, frame("c"));
      assertThat(woken).hasValue(3);
    }
  }

  @Test
  void appendsThoughAListenerFails() {
    try (FileJournal journal = open(folder, IN_MEMORY)) {
      AtomicInteger woken = new AtomicInteger();
      journal.onAppend(
          () -> {
            throw new IllegalStateException("a listener that fails, on purpose");
          });
      journal.onAppend(woken::incrementAndGet);
      assertThat(journal.append(0, frame("a"))).isEqualTo(1);
      assertThat(woken).hasValue(1);
    }
  }

  @Test
  void remembersWhatClientsHave() {
    try (FileJournal journal = open(folder, IN_MEMORY)) {
      append(journal, "a", "b", "c");
      assertThat(journal.confirmed("tab 1")).isEmpty();
      journal.confirm("tab 1", 2);
      journal.confirm("tab 2", 3);
      journal.confirm("tab 1", 1);
      assertThat(journal.confirmed("tab 1")).contains(2L);
    }
    try (FileJournal journal = open(folder, IN_MEMORY)) {
      assertThat(journal.confirmed("tab 1")).contains(2L);
      assertThat(journal.confirmed("tab 2")).contains(3L);
      assertThatThrownBy(() -> journal.confirm("tab 1", 4))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ends at 3");
    }
  }

  @Test
  void canBeReadWhenClosedButNotWritten() {
    FileJournal journal = open(folder, IN_MEMORY);
    append(journal, "a");
    journal.close();
    assertThat(contents(journal)).containsExactly("1:a");
    assertThatThrownBy(() -> append(journal, "b"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    journal.confirm("tab", 1);
    assertThat(journal.confirmed("tab")).isEmpty();
    journal.close();
  }

  @Test
  void leavesNothingWhenDeleted() {
    FileJournal journal = open(folder.resolve("journal"), Samples.ON_DISK);
    for (int i = 0; i < 5; i++) {
      journal.append(0, frame(900, i));
    }
    Cursor cursor = journal.after(0);
    journal.delete();
    assertThat(folder.resolve("journal")).doesNotExist();
    assertThat(cursor.read(100)).isEmpty();
  }

  @Test
  void isNotHurtByAThreadThatIsInterrupted() {
    try (FileJournal journal = open(folder, Samples.ON_DISK)) {
      Thread.currentThread().interrupt();
      append(journal, "a");
      assertThat(contents(journal)).containsExactly("1:a");
      assertThat(Thread.interrupted()).isTrue();
      append(journal, "b");
      assertThat(contents(journal)).containsExactly("1:a", "2:b");
    }
  }

  @Test
  void namesTheFolderWhenItCannotBeOpened() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> open(file, IN_MEMORY))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("another home");
  }
}
