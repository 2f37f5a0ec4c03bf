package dev.hearth.driver.sql;

/**
 * The name that touches a position in SQL text.
 *
 * @param qualifier what stands in front of its last dot, without backquotes; may be empty
 * @param name behind the dot, whole
 * @param typed the part of the name in front of the position
 * @param start where the name begins, behind an opening backquote
 */
record SqlWord(String qualifier, String name, String typed, int start) {

  static SqlWord at(String text, int position) {
    int start = position;
    while (start > 0 && isPart(text.charAt(start - 1))) {
      start--;
    }
    int end = position;
    while (end < text.length() && isPart(text.charAt(end))) {
      end++;
    }
    int qualifierStart = start;
    int quote = start > 0 && text.charAt(start - 1) == '`' ? 1 : 0;
    int dot = start - quote - 1;
    if (dot >= 0 && text.charAt(dot) == '.') {
      qualifierStart = dot;
      while (qualifierStart > 0
          && (isPart(text.charAt(qualifierStart - 1))
              || ".`".indexOf(text.charAt(qualifierStart - 1)) >= 0)) {
        qualifierStart--;
      }
      return new SqlWord(
          text.substring(qualifierStart, dot).replace("`", ""),
          text.substring(start, end),
          text.substring(start, position),
          start);
    }
    return new SqlWord("", text.substring(start, end), text.substring(start, position), start);
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
