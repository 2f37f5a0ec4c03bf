package dev.hearth.driver.failure;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody may have meant. */
public final class Nearest {
  private static final int LONGEST = 100;

  private Nearest() {}

  /** The nearest, if it is near: at most a third of the letters differ, the case apart. */
  public static Optional<String> to(String name, Collection<String> others) {
    String wanted = name.toLowerCase(Locale.ROOT);
    int least = name.length() / 3 + 1;
    String nearest = null;
    for (String other : others) {
      if (!other.equals(name) && Math.abs(other.length() - name.length()) < least) {
        int distance = distance(wanted, other.toLowerCase(Locale.ROOT));
        if (distance < least) {
          least = distance;
          nearest = other;
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Letters added, left out, replaced, or swapped with their neighbour. */
  static int distance(String one, String other) {
    if (one.length() > LONGEST || other.length() > LONGEST) {
      return LONGEST;
    }
    int[] beforeLast = new int[other.length() + 1];
    int[] last = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && one.charAt(i - 1) == other.charAt(j - 2)
                && one.charAt(i - 2) == other.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[other.length()];
  }
}
