package dev.hearth.gateway.kernel.journal;

import static dev.hearth.gateway.kernel.journal.Samples.append;
import static dev.hearth.gateway.kernel.journal.Samples.contents;
import static dev.hearth.gateway.kernel.journal.Samples.frame;
import static dev.hearth.gateway.kernel.journal.Samples.open;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a journal makes of files that a crash or a bad disk has damaged. */
class FileJournalRecoveryTest {
  private static final int LAST_RECORD = RecordLayout.HEADER + "the last".length();

  @TempDir Path folder;

  @Test
  void cutsARecordOfWhichAnyPartIsMissing() throws IOException {
    byte[] whole = threeMessages();
    for (int missing = 1; missing <= LAST_RECORD; missing++) {
      Files.write(newest(), Arrays.copyOf(whole, whole.length - missing));
      try (FileJournal journal = open(folder, Samples.ON_DISK)) {
        assertThat(journal.lastNumber()).as("%s bytes missing", missing).isEqualTo(2);
        assertThat(journal.lastOrigin()).isEqualTo(20);
        assertThat(journal.append(30, frame("again"))).isEqualTo(3);
        assertThat(contents(journal)).containsExactly("1:first", "2:second", "3:again");
      }
    }
  }

  @Test
  void cutsTheLastRecordIfAnyOfItsBytesIsWrong() throws IOException {
    byte[] whole = threeMessages();
    for (int at = whole.length - LAST_RECORD; at < whole.length; at++) {
      Files.write(newest(), flipped(whole, at));
      try (FileJournal journal = open(folder, Samples.ON_DISK)) {
        assertThat(contents(journal)).as("byte %s", at).containsExactly("1:first", "2:second");
      }
    }
  }

  @Test
  void readsAGapForARecordInTheMiddleIfAnyOfItsBytesIsWrong() throws IOException {
    byte[] whole = threeMessages();
    int second = SegmentHeader.SIZE + RecordLayout.HEADER + "first".length();
    for (int at = second; at < whole.length - LAST_RECORD; at++) {
      Files.write(newest(), flipped(whole, at));
      try (FileJournal journal = open(folder, Samples.ON_DISK)) {
        assertThat(contents(journal))
            .as("byte %s", at)
            .containsExactly("1:first", "gap 2-2", "3:the last");
        assertThat(journal.lastOrigin()).isEqualTo(30);
      }
    }
  }

  @Test
  void isNotHurtByAWrongByteInASegmentsHeader() throws IOException {
    byte[] whole = threeMessages();
    for (int at = 0; at < SegmentHeader.SIZE; at++) {
      Files.write(newest(), flipped(whole, at));
      try (FileJournal journal = open(folder, Samples.ON_DISK)) {
        assertThat(contents(journal)).containsExactly("1:first", "2:second", "3:the last");
      }
    }
  }

  @Test
  void readsGapsForSegmentsThatAreUnreadableOrLost() throws IOException {
    try (FileJournal journal = open(folder, Samples.ON_DISK)) {
      for (int i = 0; i < 6; i++) {
        append(journal, "a" + i);
        journal.append(0, frame(800, i));
      }
    }
    List<Path> segments = segments();
    assertThat(segments).hasSizeGreaterThan(5);
    Files.write(segments.get(1), new byte[300]);
    Files.delete(segments.get(3));
    try (FileJournal journal = open(folder, Samples.ON_DISK)) {
      assertThat(numbersAndGaps(journal))
          .containsExactly("1", "2", "3", "gap 4-5", "6", "7", "gap 8-9", "10", "11", "12");
    }
  }

  @Test
  void makesOneGapOfNeighbouringDamage() throws IOException {
    try (FileJournal journal = open(folder, Samples.ON_DISK)) {
      for (int i = 0; i < 5; i++) {
        journal.append(0, frame(900, i));
      }
    }
    Files.write(segments().get(1), new byte[0]);
    Files.write(segments().get(2), new byte[2000]);
    try (FileJournal journal = open(folder, Samples.ON_DISK)) {
      assertThat(numbersAndGaps(journal)).containsExactly("1", "gap 2-3", "4", "5");
    }
  }

  @Test
  void forgetsASegmentThatWasJustBeingMade() throws IOException {
    threeMessages();
    for (int size : new int[] {0, 1, SegmentHeader.SIZE / 2 - 1}) {
      Files.write(SegmentFiles.path(folder, 4), new byte[size]);
      try (FileJournal journal = open(folder, Samples.ON_DISK)) {
        assertThat(journal.lastNumber()).isEqualTo(3);
        assertThat(journal.lastOrigin()).isEqualTo(30);
      }
      assertThat(segments()).hasSize(1);
    }
  }

  @Test
  void goesOnInASegmentWithoutRecords() throws IOException {
    try (FileJournal journal = open(folder, Samples.ON_DISK)) {
      append(journal, "a");
      journal.append(9, frame(1000, 1));
      append(journal, "b");
    }
    byte[] header = Arrays.copyOf(Files.readAllBytes(newest()), SegmentHeader.SIZE);
    Files.write(newest(), header);
    try (FileJournal journal = open(folder, Samples.ON_DISK)) {
      assertThat(journal.lastNumber()).isEqualTo(2);
      assertThat(journal.lastOrigin()).isEqualTo(9);
      append(journal, "again");
      assertThat(contents(journal.after(2))).containsExactly("3:again");
    }
  }

  @Test
  void neverTakesWhatAUserPrintedForARecord() throws IOException {
    byte[] fake;
    Path other = folder.resolve("other");
    try (FileJournal forged = open(other, Samples.ON_DISK)) {
      append(forged, "one", "two", "forged three", "forged four");
      fake = Files.readAllBytes(SegmentFiles.path(other, 1));
    }
    try (FileJournal journal = open(folder, Samples.ON_DISK)) {
      append(journal, "one");
      byte[] own = Files.readAllBytes(newest());
      journal.append(0, ByteBuffer.wrap(fake));
      journal.append(0, ByteBuffer.wrap(own));
      append(journal, "four");
    }
    byte[] whole = Files.readAllBytes(newest());
    int second = SegmentHeader.SIZE + RecordLayout.HEADER + "one".length();
    int third = second + RecordLayout.HEADER + fake.length;
    byte[] damaged = flipped(flipped(whole, second), third);
    Files.write(newest(), damaged);
    try (FileJournal journal = open(folder, Samples.ON_DISK)) {
      assertThat(contents(journal)).containsExactly("1:one", "gap 2-3", "4:four");
    }
  }

  @Test
  void bringsClientsBackToAnEndThatAPowerFailureMoved() throws IOException {
    byte[] whole = threeMessages();
    try (FileJournal journal = open(folder, Samples.ON_DISK)) {
      journal.confirm("tab", 3);
      journal.confirm("other tab", 1);
    }
    Files.write(newest(), Arrays.copyOf(whole, whole.length - LAST_RECORD));
    try (FileJournal journal = open(folder, Samples.ON_DISK)) {
      assertThat(journal.confirmed("tab")).contains(2L);
      assertThat(journal.confirmed("other tab")).contains(1L);
    }
  }

  @Test
  void readsOldSegmentsOnlyWhenAsked() throws IOException {
    try (FileJournal journal = open(folder, Samples.ON_DISK)) {
      for (int i = 0; i < 20; i++) {
        journal.append(0, frame(900, i));
      }
    }
    // Nothing of them is read at opening: they may be made unreadable before and whole after it.
    Path old = segments().get(3);
    byte[] bytes = Files.readAllBytes(old);
    Files.write(old, new byte[bytes.length]);
    try (FileJournal journal = open(folder, Samples.ON_DISK)) {
      Files.write(old, bytes);
      assertThat(numbersAndGaps(journal)).hasSize(20).doesNotContain("gap 4-4");
    }
  }

  /** Numbers 1 to 3 with origins 10, 20 and 30 in one segment, of which it returns the bytes. */
  private byte[] threeMessages() throws IOException {
    try (FileJournal journal = open(folder, Samples.ON_DISK)) {
      journal.append(10, frame("first"));
      journal.append(20, frame("second"));
      journal.append(30, frame("the last"));
    }
    return Files.readAllBytes(newest());
  }

  private static List<String> numbersAndGaps(Journal journal) {
    return contents(journal).stream().map(item -> item.replaceAll("(?s):.*", "")).toList();
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= 0x40;
    return copy;
  }

  private Path newest() throws IOException {
    List<Path> segments = segments();
    return segments.get(segments.size() - 1);
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    }
  }
}
