package dev.hearth.gateway.kernel.journal;

import java.nio.ByteBuffer;

/** What a cursor reads. */
public sealed interface JournalItem {

  /** The number up to which this item leads. */
  long number();

  /**
   * A message.
   *
   * @param atMillis when it was appended, epoch milliseconds
   * @param frame a v1 frame; read-only by agreement, may be shared
   */
  record Entry(long number, long origin, long atMillis, ByteBuffer frame) implements JournalItem {}

  /**
   * Messages {@code first} to {@code number} are not there any more: the journal had reached its
   * limit and dropped them or, rarely, the disk has damaged them.
   */
  record Gap(long first, long number) implements JournalItem {
    /** How many messages are missing. */
    public long count() {
      return number - first + 1;
    }
  }
}
