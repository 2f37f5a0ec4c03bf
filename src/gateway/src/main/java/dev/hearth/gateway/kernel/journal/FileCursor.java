package dev.hearth.gateway.kernel.journal;

import java.util.List;
import java.util.Optional;

/** A position in a {@link FileJournal}. */
final class FileCursor implements Cursor {
  private final FileJournal journal;
  private long position;
  private Optional<Spot> next = Optional.empty();

  FileCursor(FileJournal journal, long position) {
    this.journal = journal;
    this.position = position;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public List<JournalItem> read(int maxBytes) {
    if (position >= journal.lastNumber()) {
      return List.of();
    }
    Batch batch = journal.read(position + 1, maxBytes, next);
    position = batch.next() - 1;
    next = batch.resume();
    return batch.items();
  }
}
