package dev.hearth.gateway.kernel.journal;

import java.util.List;

/** A position in a journal. For one thread at a time; holds no file open while it waits. */
public interface Cursor {

  /** The number of the last item read, or after which it was opened. */
  long position();

  /**
   * The next items, in order: as many as fit into the given number of bytes, but one at least if
   * there is one; each message counts 32 bytes more than its frame. Empty at the end. Where entries
   * were dropped before they were read, or are damaged, a {@link JournalItem.Gap} stands for them.
   *
   * @throws JournalException if the disk refuses; the position is then as before
   */
  List<JournalItem> read(int maxBytes);
}
