package dev.hearth.data.mortgage;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * What {@link MortgageData#generate} is to write.
 *
 * @param rows lines over all files, exactly; one line is one month of one loan
 * @param seed the same seed and number of rows give the same bytes, everywhere
 * @param directory where the files go: not there yet, or empty
 * @param fields per line: 108 (layout of 2020), 110 or 113 (later ones; new fields stand at the
 *     end)
 * @param progress told from time to time how many rows are written, and once at the end; called on
 *     the thread that generates
 */
public record MortgageOptions(
    long rows, long seed, Path directory, int fields, LongConsumer progress) {

  /** The seed of everybody who does not care. */
  public static final long ANY_SEED = 1;

  private static final Set<Integer> LAYOUTS = Set.of(108, 110, 113);

  /**
   * @throws IllegalArgumentException if there are no rows to write or no such layout
   */
  public MortgageOptions {
    if (rows < 1) {
      throw new IllegalArgumentException("rows must be 1 or more, not " + rows);
    }
    if (!LAYOUTS.contains(fields)) {
      throw new IllegalArgumentException("fields must be 108, 110 or 113, not " + fields);
    }
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(progress, "progress");
  }

  /** The usual: 108 fields, a fixed seed, silent. */
  public static MortgageOptions of(long rows, Path directory) {
    return new MortgageOptions(rows, ANY_SEED, directory, 108, written -> {});
  }

  public MortgageOptions withSeed(long other) {
    return new MortgageOptions(rows, other, directory, fields, progress);
  }

  public MortgageOptions withFields(int other) {
    return new MortgageOptions(rows, seed, directory, other, progress);
  }

  public MortgageOptions withProgress(LongConsumer other) {
    return new MortgageOptions(rows, seed, directory, fields, other);
  }
}
