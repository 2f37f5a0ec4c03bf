package dev.hearth.data.mortgage;

import java.nio.file.Path;
import java.util.List;

/**
 * What {@link MortgageData#generate} wrote.
 *
 * @param files one per quarter, in order of time
 * @param loans whose months the rows are
 * @param bytes over all files
 */
public record MortgageSummary(List<Path> files, long rows, long loans, long bytes) {
  public MortgageSummary {
    files = List.copyOf(files);
  }
}
