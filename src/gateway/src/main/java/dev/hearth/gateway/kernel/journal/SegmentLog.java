package dev.hearth.gateway.kernel.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Numbered records in segment files. Its owner's lock guards everything but {@link #read} and
 * {@link #firstNumber}, which any thread may call at any time.
 */
final class SegmentLog implements Closeable {
  private static final System.Logger LOG = System.getLogger(SegmentLog.class.getName());

  private final Path folder;
  private final JournalSettings settings;
  private final ConcurrentNavigableMap<Long, Segment> segments;
  private Segment newest;
  private SegmentWriter writer;
  private long lastNumber;
  private long lastOrigin;

  /** On disk, without the newest segment. */
  private long olderBytes;

  private SegmentLog(
      Path folder, JournalSettings settings, ConcurrentNavigableMap<Long, Segment> segments) {
    this.folder = folder;
    this.settings = settings;
    this.segments = segments;
  }

  /** Opens the log in a folder, which is created if there is none, and repairs its end. */
  static SegmentLog open(Path folder, JournalSettings settings) throws IOException {
    Files.createDirectories(folder);
    SegmentLog log = new SegmentLog(folder, settings, SegmentFiles.in(folder));
    log.recover();
    return log;
  }

  private void recover() throws IOException {
    while (writer == null) {
      Map.Entry<Long, Segment> last = segments.lastEntry();
      if (last == null) {
        begin(1);
      } else if (!resume(last.getValue())) {
        segments.remove(last.getKey());
        Files.delete(last.getValue().file());
      }
    }
    olderBytes = segments.values().stream().mapToLong(Segment::size).sum() - newest.size();
  }

  /** Goes on with a segment that is there; false if it holds nothing that can be read. */
  private boolean resume(Segment segment) throws IOException {
    RandomAccessFile file = new RandomAccessFile(segment.file().toFile(), "rw");
    try {
      Optional<SegmentHeader> header = SegmentHeader.readFrom(file);
      if (header.isEmpty()) {
        logCut(segment, 0, segment.first());
        file.close();
        return false;
      }
      SegmentIndex index = new SegmentIndex();
      SegmentReader reader =
          new SegmentReader(
              file, header.get().salt(), new Spot(segment.first(), SegmentHeader.SIZE));
      lastOrigin = header.get().originBefore();
      while (reader.advance()) {
        index.add(reader.number(), reader.offset());
        lastOrigin = Math.max(lastOrigin, reader.origin());
      }
      Spot end = reader.following();
      lastNumber = end.number() - 1;
      if (end.offset() < segment.size()) {
        logCut(segment, end.offset(), end.number());
      }
      continueWith(segment, index, file, header.get().salt(), end.offset());
      return true;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static void logCut(Segment segment, long from, long number) {
    LOG.log(
        System.Logger.Level.WARNING,
        "Cut {0} bytes at the end of {1}: an incomplete record, number {2}",
        Long.toString(segment.size() - from),
        segment.file(),
        Long.toString(number));
  }

  /** Starts a new segment; the log is as before if that fails. */
  private void begin(long first) throws IOException {
    Path path = SegmentFiles.path(folder, first);
    SegmentHeader header =
        new SegmentHeader(first, lastOrigin, ThreadLocalRandom.current().nextInt());
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      file.setLength(0);
      header.writeTo(file);
      if (writer != null && settings.fsync() != Fsync.NEVER) {
        writer.sync();
      }
      SegmentWriter before = writer;
      Segment segment = new Segment(path, first, SegmentHeader.SIZE, null);
      continueWith(segment, new SegmentIndex(), file, header.salt(), SegmentHeader.SIZE);
      if (before != null) {
        before.close();
      }
    } catch (IOException | RuntimeException e) {
      if (newest == null || newest.first() != first) {
        file.close();
        Files.deleteIfExists(path);
      }
      throw e;
    }
  }

  private void continueWith(
      Segment segment, SegmentIndex index, RandomAccessFile file, int salt, long end)
      throws IOException {
    writer = new SegmentWriter(file, salt, end, index, settings.fsync() == Fsync.ON_APPEND);
    olderBytes += newest == null ? 0 : newest.size();
    segment.indexed(index);
    segment.resized(end);
    newest = segment;
    segments.put(segment.first(), segment);
  }

  /** Appends a record; returns its number. If it fails, the log is as before. */
  long append(long origin, long atMillis, ByteBuffer frame) throws IOException {
    long size = (long) RecordLayout.HEADER + frame.remaining();
    if (newest.size() > SegmentHeader.SIZE && newest.size() + size > settings.segmentBytes()) {
      begin(lastNumber + 1);
    }
    writer.append(lastNumber + 1, origin, atMillis, frame);
    newest.resized(writer.end());
    lastNumber++;
    lastOrigin = Math.max(lastOrigin, origin);
    while (olderBytes > 0 && olderBytes + newest.size() > settings.limitBytes()) {
      dropOldest();
    }
    return lastNumber;
  }

  /** Leaves the numbers up to the given one out: the next record follows it. */
  void skipTo(long number) throws IOException {
    if (number > lastNumber) {
      begin(number + 1);
      lastNumber = number;
    }
  }

  /** Removes the segments in which all records have numbers up to the given one. */
  void dropThrough(long number) {
    while (olderBytes > 0 && segments.higherKey(segments.firstKey()) <= number + 1) {
      dropOldest();
    }
  }

  private void dropOldest() {
    Segment oldest = segments.pollFirstEntry().getValue();
    olderBytes -= oldest.size();
    try {
      Files.deleteIfExists(oldest.file());
    } catch (IOException e) {
      // It is out of the log in any case, and goes with the folder.
      LOG.log(System.Logger.Level.WARNING, "Cannot remove " + oldest.file(), e);
    }
  }

  long lastNumber() {
    return lastNumber;
  }

  long lastOrigin() {
    return lastOrigin;
  }

  /** Bytes on disk. */
  long size() {
    return olderBytes + newest.size();
  }

  /** The number with which the oldest segment begins; empty if the log was deleted. */
  Optional<Long> firstNumber() {
    return Optional.ofNullable(segments.firstEntry()).map(Map.Entry::getKey);
  }

  /**
   * Fills the batch, whose last number must have been appended before the call.
   *
   * @param hint where the batch's first record is, if known
   */
  void read(Batch batch, Optional<Spot> hint) throws IOException {
    Optional<Spot> spot = hint.filter(known -> known.number() == batch.next());
    while (!batch.isComplete()) {
      Map.Entry<Long, Segment> found = segments.floorEntry(batch.next());
      if (found != null) {
        read(found.getValue(), batch, spot);
      } else {
        Optional<Long> first = firstNumber();
        if (first.isEmpty()) {
          return;
        }
        batch.miss(Math.min(batch.last(), first.get() - 1));
      }
      spot = Optional.empty();
    }
  }

  private void read(Segment segment, Batch batch, Optional<Spot> hint) throws IOException {
    Long following = segments.higherKey(segment.first());
    long last = following == null ? batch.last() : Math.min(batch.last(), following - 1);
    try {
      segment.read(batch, last, hint);
    } catch (NoSuchFileException e) {
      if (segments.get(segment.first()) == segment) {
        LOG.log(System.Logger.Level.WARNING, "{0} has disappeared", segment.file());
        batch.miss(last);
      }
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  /** Closes it and removes its files, the oldest first. */
  void delete() throws IOException {
    writer.close();
    for (Segment segment = poll(); segment != null; segment = poll()) {
      Files.deleteIfExists(segment.file());
    }
  }

  private Segment poll() {
    Map.Entry<Long, Segment> first = segments.pollFirstEntry();
    return first == null ? null : first.getValue();
  }
}
