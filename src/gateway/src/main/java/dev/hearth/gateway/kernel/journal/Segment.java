package dev.hearth.gateway.kernel.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A segment file that can be read. Any thread; files are open during a call alone. Segments that
 * were there when the journal was opened are indexed when somebody first reads them.
 */
final class Segment {
  private static final System.Logger LOG = System.getLogger(Segment.class.getName());

  private final Path file;
  private final long first;
  private volatile long size;
  private volatile SegmentIndex index;

  /**
   * @param index null if it has to be made
   */
  Segment(Path file, long first, long size, SegmentIndex index) {
    this.file = file;
    this.first = first;
    this.size = size;
    this.index = index;
  }

  Path file() {
    return file;
  }

  /** The number of its first record. */
  long first() {
    return first;
  }

  /** Bytes on disk. */
  long size() {
    return size;
  }

  void resized(long bytes) {
    size = bytes;
  }

  void indexed(SegmentIndex made) {
    index = made;
  }

  /**
   * Adds its records up to the number to the batch, and a gap for what is unreadable.
   *
   * @param last the number of its last record
   * @param hint where the batch's next record is, if known
   * @throws NoSuchFileException if it was dropped meanwhile
   */
  void read(Batch batch, long last, Optional<Spot> hint) throws IOException {
    RandomAccessFile open = open();
    try (open) {
      Optional<SegmentHeader> header = SegmentHeader.readFrom(open);
      if (header.isEmpty()) {
        LOG.log(System.Logger.Level.WARNING, "The header of {0} is unreadable", file);
        batch.miss(last);
        return;
      }
      int salt = header.get().salt();
      // A hint for the first number was made at the end of the segment before.
      Optional<Spot> known = hint.filter(spot -> spot.number() > first);
      Spot start = known.isPresent() ? known.get() : index(salt).floor(batch.next(), first);
      try (SegmentReader reader = new SegmentReader(open, salt, start)) {
        copy(reader, batch, last);
      }
    }
  }

  private void copy(SegmentReader reader, Batch batch, long last) throws IOException {
    while (batch.next() <= last) {
      if (!reader.advance() || reader.number() > last) {
        missDamaged(batch, last);
        return;
      }
      if (reader.number() < batch.next()) {
        continue;
      }
      missDamaged(batch, reader.number() - 1);
      if (!batch.takes(reader.length())) {
        batch.resumeAt(new Spot(reader.number(), reader.offset()));
        return;
      }
      batch.add(reader.entry());
      batch.resumeAt(reader.following());
    }
  }

  private void missDamaged(Batch batch, long upTo) {
    if (batch.next() <= upTo) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Records {0} to {1} in {2} are damaged or missing; readers are told of a gap",
          Long.toString(batch.next()),
          Long.toString(upTo),
          file);
      batch.miss(upTo);
    }
  }

  private SegmentIndex index(int salt) throws IOException {
    SegmentIndex made = index;
    if (made == null) {
      synchronized (this) {
        made = index;
        if (made == null) {
          made = new SegmentIndex();
          try (SegmentReader reader =
              new SegmentReader(open(), salt, new Spot(first, SegmentHeader.SIZE))) {
            while (reader.advance()) {
              made.add(reader.number(), reader.offset());
            }
          }
          index = made;
        }
      }
    }
    return made;
  }

  private RandomAccessFile open() throws IOException {
    try {
      return new RandomAccessFile(file.toFile(), "r");
    } catch (FileNotFoundException e) {
      // Also thrown when there are too many open files, which must not pass for a dropped segment.
      if (Files.notExists(file)) {
        throw new NoSuchFileException(file.toString());
      }
      throw e;
    }
  }
}
