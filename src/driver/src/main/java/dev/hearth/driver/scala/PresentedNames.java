package dev.hearth.driver.scala;

import java.util.List;
import java.util.Locale;

/** Names that fit to what was typed of one. */
final class PresentedNames {
  private PresentedNames() {}

  /**
   * @param typed the part of the name in front of the cursor, possibly nothing
   */
  record Found(String typed, List<PresentedMember> members) {
    Found {
      members = List.copyOf(members);
    }
  }

  /** By its beginning, whatever the case, or by the humps: {@code gBy} finds {@code groupBy}. */
  static boolean matches(String name, String typed) {
    return name.regionMatches(true, 0, typed, 0, typed.length()) || fitsHumps(name, typed);
  }

  private static boolean fitsHumps(String name, String typed) {
    if (typed.isEmpty() || typed.equals(typed.toLowerCase(Locale.ROOT))) {
      return false;
    }
    int at = 0;
    for (int i = 0; i < typed.length(); i++) {
      char c = typed.charAt(i);
      if (Character.isUpperCase(c)) {
        at = name.indexOf(c, at);
        if (at < 0) {
          return false;
        }
      } else if (at >= name.length() || name.charAt(at) != c) {
        return false;
      }
      at++;
    }
    return true;
  }
}
