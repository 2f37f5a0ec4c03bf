package dev.hearth.driver.scala;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cell as one source that a compiler can type by itself: around the cell's text stand imports of
 * what it names of earlier cells. Names that it does not mention stay out, so that a cell late in a
 * long notebook costs no more than one early in it.
 *
 * @param cellAt where in the text the cell begins
 */
record CellSource(String text, int cellAt) {
  /** No user can have written it. */
  static final String MARKER = "_hearthcursor_";

  private static final Pattern NAME =
      Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*|[^\\s\\w.,;()]+");

  /**
   * @param cursor where the marker goes, so that what stands behind the cursor is not taken for the
   *     rest of a name; -1 for nowhere
   */
  static CellSource of(Scope scope, String cell, int cursor) {
    StringBuilder text = new StringBuilder("package $hearth\nobject $cell {\n");
    int levels = 1;
    boolean importsBefore = false;
    Set<String> named = new HashSet<>();
    for (Scope.Entry entry : wanted(scope, cell)) {
      boolean imports = entry instanceof Scope.Imported;
      boolean again = entry instanceof Scope.Defined defined && !named.add(defined.name());
      // Within one level, two meanings of a name would be ambiguous; deeper, the inner one counts.
      if (imports || importsBefore || again) {
        text.append("object $").append(levels++).append(" {\n");
        named.clear();
        if (entry instanceof Scope.Defined defined) {
          named.add(defined.name());
        }
      }
      text.append(entry.clause()).append('\n');
      importsBefore = imports;
    }
    text.append("object $").append(levels++).append(" {\n");
    int cellAt = text.length();
    if (cursor < 0) {
      text.append(cell);
    } else {
      text.append(cell, 0, cursor).append(MARKER).append(cell, cursor, cell.length());
    }
    text.append("\n").append("}".repeat(levels)).append("\n");
    return new CellSource(text.toString(), cellAt);
  }

  private static List<Scope.Entry> wanted(Scope scope, String cell) {
    Set<String> names = names(cell);
    List<Scope.Entry> wanted = new ArrayList<>();
    for (int i = scope.entries().size() - 1; i >= 0; i--) {
      Scope.Entry entry = scope.entries().get(i);
      if (entry instanceof Scope.Imported imported) {
        names.addAll(names(imported.clause()));
        wanted.add(entry);
      } else if (entry instanceof Scope.Defined defined
          && (defined.implicitly() || names.contains(defined.name()))) {
        wanted.add(entry);
      }
    }
    Collections.reverse(wanted);
    return wanted;
  }

  private static Set<String> names(String code) {
    Set<String> names = new HashSet<>();
    Matcher matcher = NAME.matcher(code);
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }
}
