package dev.hearth.gateway.kernel.journal;

/**
 * Sizes of a journal, in bytes.
 *
 * @param segmentBytes size at which a new segment file begins; a larger frame gets its own
 * @param limitBytes size of a journal on disk above which its oldest segments are dropped; only a
 *     single frame that is larger by itself exceeds it
 * @param tailBytes how much of a journal's newest part is kept in memory for live readers
 * @param totalTailBytes the same, over all journals of the gateway
 * @param clientSlots how many client sessions' positions a journal remembers; beyond that, the one
 *     that was confirmed longest ago is forgotten
 */
public record JournalSettings(
    long segmentBytes,
    long limitBytes,
    long tailBytes,
    long totalTailBytes,
    int clientSlots,
    Fsync fsync) {

  private static final long MIB = 1L << 20;

  /** What suits a gateway of some dozens of kernels. */
  public static final JournalSettings STANDARD =
      new JournalSettings(16 * MIB, 1024 * MIB, MIB, 64 * MIB, 1024, Fsync.NEVER);

  public JournalSettings {
    require(segmentBytes >= 1024, "segmentBytes is " + segmentBytes + "; give at least 1024");
    require(
        limitBytes >= segmentBytes,
        "limitBytes is " + limitBytes + "; give at least segmentBytes, " + segmentBytes);
    require(tailBytes >= 0, "tailBytes is " + tailBytes + "; give 0 or more");
    require(totalTailBytes >= 0, "totalTailBytes is " + totalTailBytes + "; give 0 or more");
    require(
        clientSlots >= 1 && clientSlots <= 65_536,
        "clientSlots is " + clientSlots + "; give 1 to 65536");
  }

  private static void require(boolean valid, String message) {
    if (!valid) {
      throw new IllegalArgumentException("Journal setting " + message + ".");
    }
  }
}
