package dev.hearth.driver.display;

import dev.hearth.driver.kernel.MimeBundle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows as they are shown, in every form.
 *
 * @param note what to say below the rows: how many there are, or that there are more
 * @param whole whether no row was left out
 */
record Table(List<Column> columns, List<List<Value>> rows, String note, boolean whole) {
  /** What a column holds, in the words of the Table Schema specification. */
  enum Kind {
    INTEGER,
    NUMBER,
    BOOLEAN,
    DATE,
    DATETIME,
    STRING,
    ARRAY,
    OBJECT;

    boolean numeric() {
      return this == INTEGER || this == NUMBER;
    }
  }

  /**
   * @param type as users know it; empty if there is nothing to say
   */
  record Column(String name, String type, Kind kind) {}

  /**
   * @param text for readers
   * @param json for programs
   */
  record Value(String text, Object json) {
    static final Value NULL = new Value("NULL", null);

    static Value text(String text) {
      return new Value(text, text);
    }

    boolean isNull() {
      return this == NULL;
    }
  }

  Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** As HTML, as a tabular data resource, and as text. */
  MimeBundle bundle() {
    Map<String, Object> data = new LinkedHashMap<>(withoutText().data());
    data.put("text/plain", TextTable.of(this));
    return new MimeBundle(data, Map.of());
  }

  /** For values that have a text of their own. */
  MimeBundle withoutText() {
    return new MimeBundle(
        Map.of("text/html", HtmlTable.of(this), DataResource.MIME, DataResource.of(this)),
        Map.of());
  }

  static String count(long rows) {
    return rows + (rows == 1 ? " row" : " rows");
  }

  /** A text that fits a column, with an ellipsis where it was cut. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, splitsPair ? most - 1 : most) + "…";
  }
}
