package dev.hearth.gateway.kernel.journal;

/**
 * When the operating system is made to write its cache to the disk. It matters for a power failure
 * or a crash of the machine alone: the death of the process loses nothing with any of them.
 */
public enum Fsync {
  /** Never; a power failure may lose what the operating system had not written, often 30 s. */
  NEVER,
  /** When a segment is full; a power failure may lose a part of the newest segment. */
  ON_ROLL,
  /** After each append; a power failure loses nothing, an append costs milliseconds. */
  ON_APPEND
}
