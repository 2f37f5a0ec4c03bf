package dev.hearth.driver.catalog;

import dev.hearth.driver.kernel.Completion;
import dev.hearth.driver.kernel.Completion.Match;
import dev.hearth.driver.kernel.MimeBundle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Columns and the fields within them. */
public final class Columns {
  private static final int LONGEST_TYPE = 80;

  private Columns() {}

  /** The fields of the column or nested field that the path names; arrays are seen through. */
  public static Optional<StructType> within(StructType schema, List<String> path) {
    StructType at = schema;
    for (String name : path) {
      Optional<StructType> next = field(at, name).flatMap(field -> structure(field.dataType()));
      if (next.isEmpty()) {
        return Optional.empty();
      }
      at = next.get();
    }
    return Optional.of(at);
  }

  /** As Spark resolves it: capitals do not matter. */
  public static Optional<StructField> field(StructType schema, String name) {
    for (StructField field : schema.fields()) {
      if (field.name().equalsIgnoreCase(name)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  private static Optional<StructType> structure(DataType type) {
    DataType inner = type;
    while (inner instanceof ArrayType array) {
      inner = array.elementType();
    }
    return inner instanceof StructType struct ? Optional.of(struct) : Optional.empty();
  }

  /** Its columns whose names begin so, in their order. */
  public static List<Match> matching(StructType schema, String prefix) {
    List<Match> matches = new ArrayList<>();
    for (StructField field : schema.fields()) {
      if (startsWith(field.name(), prefix)) {
        matches.add(new Match(field.name(), "column", type(field)));
      }
    }
    return matches;
  }

  /**
   * A column in a string of Scala, such as {@code col("...")} takes.
   *
   * @param name a column, or a path such as {@code address.city}
   */
  public static Completion complete(String name, int cursor, List<StructType> schemas) {
    int start = name.lastIndexOf('.', cursor - 1) + 1;
    List<Match> matches = new ArrayList<>();
    for (StructType schema : schemas) {
      within(schema, path(name, start))
          .ifPresent(inner -> matches.addAll(matching(inner, name.substring(start, cursor))));
    }
    int dot = name.indexOf('.', cursor);
    return new Completion(start, dot < 0 ? name.length() : dot, distinct(matches));
  }

  /** The column at the cursor of such a string. */
  public static Optional<MimeBundle> inspect(String name, int cursor, List<StructType> schemas) {
    int start = name.lastIndexOf('.', cursor - 1) + 1;
    int dot = name.indexOf('.', cursor);
    String last = name.substring(start, dot < 0 ? name.length() : dot);
    return schemas.stream()
        .flatMap(schema -> within(schema, path(name, start)).stream())
        .flatMap(schema -> field(schema, last).stream())
        .findFirst()
        .map(SchemaView::column);
  }

  private static List<String> path(String name, int start) {
    return start == 0 ? List.of() : List.of(name.substring(0, start - 1).split("\\."));
  }

  /** Empty for a column whose name alone is known. */
  public static String type(StructField field) {
    if (field.dataType() instanceof NullType) {
      return "";
    }
    String type = field.dataType().simpleString();
    return type.length() > LONGEST_TYPE ? type.substring(0, LONGEST_TYPE) + "..." : type;
  }

  public static boolean startsWith(String name, String prefix) {
    return name.toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT));
  }

  /** Without those whose text came before. */
  public static List<Match> distinct(Collection<Match> matches) {
    Set<String> seen = new HashSet<>();
    return matches.stream().filter(match -> seen.add(match.text())).toList();
  }
}
