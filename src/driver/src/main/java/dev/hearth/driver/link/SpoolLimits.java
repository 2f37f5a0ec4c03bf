package dev.hearth.driver.link;

/**
 * How much a session may keep for a gateway that does not take it.
 *
 * @param memoryBytes over all kernels, before the disk is used
 * @param diskBytes over all kernels; beyond it, printed text is left out and counted
 * @param segmentBytes of one file; space is freed file by file
 */
public record SpoolLimits(long memoryBytes, long diskBytes, int segmentBytes) {
  private static final long MIB = 1 << 20;

  /** 4 MiB of memory, then the disk in files of 16 MiB. */
  public static SpoolLimits withDisk(long diskBytes) {
    return new SpoolLimits(4 * MIB, diskBytes, (int) (16 * MIB));
  }
}
