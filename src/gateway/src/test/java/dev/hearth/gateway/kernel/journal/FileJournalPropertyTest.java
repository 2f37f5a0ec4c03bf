package dev.hearth.gateway.kernel.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Whatever happens to a journal, a reader gets every number once and in order, each as the message
 * that was appended under it or as part of a gap.
 */
class FileJournalPropertyTest {

  @Property(tries = 300)
  void readersAlwaysSeeEveryNumberOnce(
      @ForAll @Size(max = 80) List<@IntRange(min = 0, max = 3000) Integer> sizes,
      @ForAll @IntRange(min = 0, max = 6000) int tailBytes,
      @ForAll long seed)
      throws IOException {
    JournalSettings settings = new JournalSettings(2048, 20_000, tailBytes, 4000, 8, Fsync.NEVER);
    Random random = new Random(seed);
    Path folder = Files.createTempDirectory("journal");
    FileJournal journal = Samples.open(folder, settings);
    try {
      List<Reader> readers = List.of(new Reader(journal), new Reader(journal));
      long origin = 0;
      for (int size : sizes) {
        boolean own = random.nextInt(4) == 0;
        origin = own ? origin : origin + 1;
        long number = journal.lastNumber() + 1;
        assertThat(journal.append(own ? 0 : origin, Samples.frame(size, number))).isEqualTo(number);
        if (random.nextInt(10) == 0) {
          journal.close();
          journal = Samples.open(folder, settings);
          for (Reader reader : readers) {
            reader.reopen(journal);
          }
        }
        readers.get(0).read(random.nextInt(5000));
        if (random.nextInt(20) == 0) {
          readers.get(1).read(random.nextInt(20_000));
        }
        assertThat(journal.lastOrigin()).isEqualTo(origin);
      }
      for (Reader reader : readers) {
        reader.readAll();
        assertThat(reader.position()).isEqualTo(sizes.size());
      }
    } finally {
      journal.delete();
    }
  }

  @Property(tries = 300)
  void noWrongByteIsEverReadFromDamagedFiles(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 3000) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 20) int flips,
      @ForAll boolean truncated,
      @ForAll long seed)
      throws IOException {
    Path folder = Files.createTempDirectory("journal");
    try (FileJournal journal = Samples.open(folder, Samples.ON_DISK)) {
      for (int size : sizes) {
        journal.append(0, Samples.frame(size, journal.lastNumber() + 1));
      }
    }
    damage(folder, flips, truncated, new Random(seed));
    FileJournal journal = Samples.open(folder, Samples.ON_DISK);
    try {
      assertThat(journal.lastNumber()).isLessThanOrEqualTo(sizes.size());
      new Reader(journal).readAll();
      long next = journal.append(0, Samples.frame(100, journal.lastNumber() + 1));
      assertThat(journal.after(next - 1).read(1000)).first().isInstanceOf(JournalItem.Entry.class);
      new Reader(journal).readAll();
    } finally {
      journal.delete();
    }
  }

  private static void damage(Path folder, int flips, boolean truncated, Random random)
      throws IOException {
    List<Path> segments;
    try (Stream<Path> files = Files.list(folder)) {
      segments =
          files
              .filter(file -> file.toString().endsWith(".log"))
              .sorted(Comparator.naturalOrder())
              .toList();
    }
    for (int i = 0; i < flips; i++) {
      flip(segments.get(random.nextInt(segments.size())), random);
    }
    if (truncated) {
      Path newest = segments.get(segments.size() - 1);
      try (RandomAccessFile file = new RandomAccessFile(newest.toFile(), "rw")) {
        file.setLength(random.nextInt((int) file.length() + 1));
      }
    }
  }

  private static void flip(Path segment, Random random) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      int at = random.nextInt((int) file.length());
      file.seek(at);
      int before = file.read();
      file.seek(at);
      file.write(before ^ (1 << random.nextInt(8)));
    }
  }

  /** Reads and checks: numbers without a hole, and frames that are those of their numbers. */
  private static final class Reader {
    private Journal journal;
    private Cursor cursor;

    Reader(Journal journal) {
      this.journal = journal;
      this.cursor = journal.after(0);
    }

    long position() {
      return cursor.position();
    }

    void reopen(Journal reopened) {
      journal = reopened;
      cursor = reopened.after(cursor.position());
    }

    void readAll() {
      for (int got = read(4000); got > 0; got = read(4000)) {
        assertThat(cursor.position()).isLessThanOrEqualTo(journal.lastNumber());
      }
      assertThat(cursor.position()).isEqualTo(journal.lastNumber());
    }

    int read(int maxBytes) {
      long before = cursor.position();
      List<JournalItem> items = new ArrayList<>(cursor.read(maxBytes));
      for (JournalItem item : items) {
        if (item instanceof JournalItem.Gap gap) {
          assertThat(gap.first()).isEqualTo(before + 1);
        } else {
          JournalItem.Entry entry = (JournalItem.Entry) item;
          assertThat(entry.number()).isEqualTo(before + 1);
          assertThat(entry.frame())
              .isEqualTo(Samples.frame(entry.frame().remaining(), entry.number()));
        }
        before = item.number();
      }
      assertThat(cursor.position()).isEqualTo(before);
      return items.size();
    }
  }
}
