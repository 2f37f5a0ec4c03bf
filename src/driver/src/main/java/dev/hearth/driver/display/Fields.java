package dev.hearth.driver.display;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.Product;
import scala.reflect.NameTransformer;

/** The named parts of a case class, a tuple or a Row, in their order. */
final class Fields {
  private Fields() {}

  /** Empty for values that have none. */
  static Map<String, Object> of(Object value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (value instanceof Row row) {
      StructType schema = row.schema();
      for (int i = 0; i < row.length(); i++) {
        fields.put(
            unused(fields, schema == null ? "_" + (i + 1) : schema.apply(i).name()), row.get(i));
      }
    } else if (value instanceof Product product && !Elements.isSequence(value)) {
      List<String> names = names(product);
      for (int i = 0; i < product.productArity(); i++) {
        String name = i < names.size() ? names.get(i) : "_" + (i + 1);
        fields.put(unused(fields, name), product.productElement(i));
      }
    }
    return fields;
  }

  /** A case class keeps its parameters in fields, in order and before any others. */
  private static List<String> names(Product product) {
    if (product.getClass().getName().startsWith("scala.Tuple")) {
      return List.of();
    }
    Stream<Field> fields =
        Arrays.stream(product.getClass().getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
            .filter(field -> !field.getName().startsWith("$"));
    return fields
        .limit(product.productArity())
        .map(field -> NameTransformer.decode(field.getName()))
        .toList();
  }

  /** Rows may have two columns of one name. */
  static String unused(Map<String, ?> taken, String name) {
    String free = name;
    for (int i = 2; taken.containsKey(free); i++) {
      free = name + " (" + i + ")";
    }
    return free;
  }
}
