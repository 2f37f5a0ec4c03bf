package dev.hearth.gateway.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The name that somebody may have meant, for messages. */
public final class Nearest {
  /** In edits; what is farther away is another name, not a slip. */
  private static final int FARTHEST = 3;

  private Nearest() {}

  /** Empty if none is near. */
  public static Optional<String> of(String name, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(candidate, name) <= FARTHEST)
        .min(
            Comparator.comparingInt((String candidate) -> distance(candidate, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Levenshtein's. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[row.length - 1];
  }
}
