package dev.hearth.driver.scala;

import dev.hearth.driver.kernel.CellOutcome;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cell whose first line says in which other language it is, such as {@code %%sql}.
 *
 * @param body the cell with the magic's name blanked out, so that all else keeps its place
 */
record Magic(String name, String body) {
  static final String SQL = "%%sql";
  private static final List<String> NAMES = List.of(SQL);

  /** No statement of Scala begins with a percent sign. */
  private static final Pattern FIRST_WORD = Pattern.compile("\\A\\s*(%\\S*)");

  static Optional<Magic> of(String code) {
    Matcher matcher = FIRST_WORD.matcher(code);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String name = matcher.group(1);
    String body =
        code.substring(0, matcher.start(1))
            + " ".repeat(name.length())
            + code.substring(matcher.end(1));
    return Optional.of(new Magic(name, body));
  }

  boolean isSql() {
    return name.equals(SQL);
  }

  /** What to say to a name that is none. */
  CellOutcome unknown() {
    String message =
        "There is no magic "
            + name
            + ". Did you mean "
            + nearest()
            + "? Magics: "
            + String.join(", ", NAMES)
            + ".";
    return new CellOutcome.Failed("UnknownMagic", message, List.of(message));
  }

  private String nearest() {
    return NAMES.stream().min(Comparator.comparingInt(this::distance)).orElseThrow();
  }

  /** How many letters to add, drop or change. */
  private int distance(String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= name.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = diagonal + (name.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
