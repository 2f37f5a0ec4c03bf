package dev.hearth.gateway.kernel.journal;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An append-only log of v1 frames, numbered from 1. Any thread may call any method; appends are
 * ordered by the journal's own lock, and reading never blocks appending. What {@link #append} has
 * returned survives the death of the process.
 */
public interface Journal extends AutoCloseable {

  /**
   * Appends a message.
   *
   * @param origin the emitter's own number for it, growing; 0 for messages that the gateway itself
   *     adds. An origin that was appended before is ignored, so that an emitter may send again.
   * @param frame copied before the call returns; its position stays
   * @return its number here, or 0 if it was there already
   * @throws JournalException if the disk refuses; the journal is then as before
   * @throws IllegalStateException if the journal is closed
   */
  long append(long origin, ByteBuffer frame);

  /** The number of the oldest entry that is still there; {@code lastNumber() + 1} if none is. */
  long firstNumber();

  /** The number of the newest entry; 0 if there never was one. */
  long lastNumber();

  /** The highest origin appended; 0 if there is none. Where an emitter resumes. */
  long lastOrigin();

  /** A cursor that reads what follows the given number; one beyond the end counts as the end. */
  Cursor after(long number);

  /**
   * Calls the listener, on the appending thread and outside the journal's lock, after each append;
   * it must only wake somebody. What is returned removes it.
   */
  AutoCloseable onAppend(Runnable listener);

  /** Where the client session stood: the number of the last entry that it is known to have. */
  Optional<Long> confirmed(String clientSession);

  /**
   * Remembers that a client session has everything up to the number; cheap, durable as appends. A
   * position only grows: a number that is not beyond it changes nothing. A closed journal takes no
   * positions any more.
   *
   * @throws IllegalArgumentException if the number is beyond the last one
   * @throws JournalException if the disk refuses
   */
  void confirm(String clientSession, long number);

  /** Closes the files; the entries stay, and cursors still read them. */
  @Override
  void close();

  /** Closes and removes the files; cursors find nothing more. */
  void delete();
}
