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
public record Table(List<Column> columns, List<List<Value>> rows, String note, boolean whole) {
  /** What a column holds, in the words of the Table Schema specification. */
  public enum Kind {
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
  public record Column(String name, String type, Kind kind) {
    /** Of texts, with nothing to say about their type. */
    public static Column text(String name) {
      return new Column(name, "", Kind.STRING);
    }

    /** Of numbers, with nothing to say about their type. */
    public static Column number(String name) {
      return new Column(name, "", Kind.NUMBER);
    }
  }

  /**
   * @param text for readers
   * @param json for programs
   */
  public record Value(String text, Object json) {
    static final Value NULL = new Value("NULL", null);

    /** Any value as text; numbers and booleans stay what they are for programs. */
    public static Value of(Object value) {
      if (value == null) {
        return NULL;
      }
      String text = ValueText.of(value);
      if (value instanceof Number number) {
        return new Value(text, JsonTree.number(number));
      }
      return value instanceof Boolean ? new Value(text, value) : text(text);
    }

    public static Value text(String text) {
      return new Value(text, text);
    }

    boolean isNull() {
      return this == NULL;
    }
  }

  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** As HTML, as a tabular data resource, and as text. */
  public MimeBundle bundle() {
    Map<String, Object> data = new LinkedHashMap<>(withoutText().data());
    data.put("text/plain", text());
    return new MimeBundle(data, Map.of());
  }

  /** For values that have a text of their own. */
  MimeBundle withoutText() {
    return new MimeBundle(
        Map.of("text/html", html(), DataResource.MIME, DataResource.of(this)), Map.of());
  }

  /** As HTML that stands by itself. */
  public String html() {
    return HtmlTable.of(this);
  }

  /** As lines of text, which end in a line break. */
  public String text() {
    return TextTable.of(this);
  }

  /** In words: {@code 1 row}, {@code 2 rows}. */
  public static String count(long rows) {
    return rows + (rows == 1 ? " row" : " rows");
  }

  /** A text that fits a column, with an ellipsis where it was cut. */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, splitsPair ? most - 1 : most) + "…";
  }
}
