package dev.hearth.driver.display;

import dev.hearth.driver.kernel.MimeBundle;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import scala.Product;

/**
 * Collections of case classes, tuples, Rows or maps as tables of their first elements, and maps as
 * tables of keys and values. Collections that compute their elements only when asked are left
 * alone.
 */
final class CollectionRenderer implements Renderer {
  private static final int MOST_ROWS = 50;
  private static final int MOST_COLUMNS = 100;

  @Override
  public Optional<MimeBundle> render(Object value) {
    if (value instanceof scala.Some<?> some) {
      return render(some.get());
    }
    return records(value)
        .filter(records -> !records.isEmpty())
        .map(records -> table(records).withoutText());
  }

  /** One more than is shown, if there are. */
  private static Optional<List<Map<String, Object>>> records(Object value) {
    List<Map<String, Object>> records = new ArrayList<>();
    if (Elements.isMap(value)) {
      Iterator<Map.Entry<Object, Object>> entries = Elements.ofMap(value);
      while (entries.hasNext() && records.size() <= MOST_ROWS) {
        Map.Entry<Object, Object> entry = entries.next();
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("key", entry.getKey());
        record.put("value", entry.getValue());
        records.add(record);
      }
      return Optional.of(records);
    }
    if (!Elements.isSequence(value)) {
      return Optional.empty();
    }
    Class<?> kind = null;
    for (Iterator<?> all = Elements.of(value); all.hasNext() && records.size() <= MOST_ROWS; ) {
      Object element = all.next();
      Class<?> itsKind = kind(element);
      if (itsKind == null || (kind != null && kind != itsKind)) {
        return Optional.empty();
      }
      kind = itsKind;
      records.add(record(element));
    }
    return Optional.of(records);
  }

  /** Only elements of the same kind share a table. */
  private static Class<?> kind(Object element) {
    if (element instanceof Row) {
      return Row.class;
    } else if (element == null || element instanceof scala.Option<?>) {
      return null;
    } else if (Elements.isMap(element)) {
      return Map.class;
    }
    boolean fields = element instanceof Product && !Elements.isSequence(element);
    return fields && ((Product) element).productArity() > 0 ? element.getClass() : null;
  }

  private static Map<String, Object> record(Object element) {
    if (!Elements.isMap(element)) {
      return Fields.of(element);
    }
    Map<String, Object> record = new LinkedHashMap<>();
    Iterator<Map.Entry<Object, Object>> entries = Elements.ofMap(element);
    while (entries.hasNext() && record.size() < MOST_COLUMNS) {
      Map.Entry<Object, Object> entry = entries.next();
      record.put(ValueText.of(entry.getKey()), entry.getValue());
    }
    return record;
  }

  private static Table table(List<Map<String, Object>> records) {
    Set<String> names = new LinkedHashSet<>();
    records.forEach(record -> names.addAll(record.keySet()));
    List<String> shown = names.stream().limit(MOST_COLUMNS).toList();
    List<Map<String, Object>> first = records.subList(0, Math.min(records.size(), MOST_ROWS));
    List<List<Table.Value>> rows = new ArrayList<>();
    for (Map<String, Object> record : first) {
      rows.add(shown.stream().map(name -> Table.Value.of(record.get(name))).toList());
    }
    boolean whole = records.size() <= MOST_ROWS;
    String note =
        whole
            ? Table.count(rows.size())
            : "showing the first " + Table.count(rows.size()) + "; there are more";
    List<Table.Column> columns =
        shown.stream().map(name -> new Table.Column(name, "", kindOf(first, name))).toList();
    return new Table(columns, rows, note, whole);
  }

  private static Table.Kind kindOf(List<Map<String, Object>> records, String name) {
    List<Object> values =
        records.stream().map(record -> record.get(name)).filter(v -> v != null).toList();
    if (values.isEmpty()) {
      return Table.Kind.STRING;
    } else if (values.stream().allMatch(CollectionRenderer::isInteger)) {
      return Table.Kind.INTEGER;
    } else if (values.stream().allMatch(value -> value instanceof Number)) {
      return Table.Kind.NUMBER;
    }
    boolean truth = values.stream().allMatch(value -> value instanceof Boolean);
    return truth ? Table.Kind.BOOLEAN : Table.Kind.STRING;
  }

  private static boolean isInteger(Object value) {
    return value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte;
  }
}
