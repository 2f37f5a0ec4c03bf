/**
 * The journal: a kernel's messages in the order in which it emitted them, on disk before any client
 * sees them, and the cursors with which clients read it.
 *
 * <p>{@link dev.hearth.gateway.kernel.journal.Journals} keeps a folder per kernel with its {@link
 * dev.hearth.gateway.kernel.journal.FileJournal} (what it emitted) and its {@link
 * dev.hearth.gateway.kernel.journal.Inbox} (what was asked of it and not yet taken by a driver).
 * Both are made of segment files, each named by the number of its first record:
 *
 * <pre>
 * segment = header header record*
 * header  = magic(8) first(8) originBefore(8) salt(4) crc32c(4)
 * record  = (crc32c ^ salt)(4) length(4) number(8) origin(8) atMillis(8) frame(length)
 * </pre>
 *
 * <p>All numbers are big-endian; a checksum covers everything after it up to the end of its header
 * or record. The header stands there twice, so that one damaged byte does not cost a segment. The
 * salt is random per segment: what a user prints can never be mistaken for a record when a reader
 * searches for the next good one after damage.
 *
 * <p>Files are written with {@code write(2)} before a call returns, so the death of the process
 * loses nothing; {@link dev.hearth.gateway.kernel.journal.Fsync} says what a power failure may
 * lose. {@link java.io.RandomAccessFile} is used throughout, since a {@code FileChannel} would be
 * closed under everybody else when one of its threads is interrupted.
 */
package dev.hearth.gateway.kernel.journal;
