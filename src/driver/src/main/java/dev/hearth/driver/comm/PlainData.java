package dev.hearth.driver.comm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import scala.Option;
import scala.collection.Iterable;
import scala.collection.JavaConverters;

/** Turns Scala's collections into Java's, of which JSON can be written. */
final class PlainData {
  private PlainData() {}

  /**
   * @throws IllegalArgumentException if it is no map
   */
  static Map<String, Object> map(Object data) {
    if (data instanceof scala.collection.Map<?, ?> map) {
      return strings(JavaConverters.mapAsJavaMap(map));
    } else if (data instanceof Map<?, ?> map) {
      return strings(map);
    }
    throw new IllegalArgumentException(
        "A comm's data is a map, such as Map(\"value\" -> 1), not "
            + (data == null ? "null" : data.getClass().getName()));
  }

  private static Map<String, Object> strings(Map<?, ?> map) {
    Map<String, Object> plain = new LinkedHashMap<>();
    map.forEach((key, value) -> plain.put(String.valueOf(key), value(value)));
    return plain;
  }

  private static Object value(Object value) {
    if (value instanceof scala.collection.Map<?, ?> || value instanceof Map<?, ?>) {
      return map(value);
    } else if (value instanceof Iterable<?> items) {
      return items(JavaConverters.asJavaIterable(items));
    } else if (value instanceof java.lang.Iterable<?> items) {
      return items(items);
    } else if (value instanceof Option<?> option) {
      return option.isEmpty() ? null : value(option.get());
    }
    return value;
  }

  private static List<Object> items(java.lang.Iterable<?> items) {
    List<Object> plain = new ArrayList<>();
    items.forEach(item -> plain.add(value(item)));
    return plain;
  }
}
