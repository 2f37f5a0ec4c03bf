package dev.hearth.driver.sql;

import dev.hearth.driver.kernel.Completion;
import dev.hearth.driver.kernel.Completion.Match;
import dev.hearth.driver.kernel.MimeBundle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Completes and explains columns, and the fields of those that are structures. */
public final class Columns {
  static final String KIND = "column";

  private Columns() {}

  /**
   * @param typed the name up to the cursor: a column, or a path such as {@code address.ci}
   * @param schemas where the column may be
   */
  public static Completion complete(String typed, List<StructType> schemas) {
    int start = typed.lastIndexOf('.') + 1;
    String path = start == 0 ? "" : typed.substring(0, start - 1);
    Map<String, Match> matches = new LinkedHashMap<>();
    for (StructType schema : schemas) {
      fields(schema, path)
          .ifPresent(
              struct -> {
                for (StructField field : struct.fields()) {
                  if (startsWith(field.name(), typed.substring(start))) {
                    matches.putIfAbsent(field.name(), match(field));
                  }
                }
              });
    }
    return new Completion(start, typed.length(), List.copyOf(matches.values()));
  }

  /** The column at the cursor. */
  public static Optional<MimeBundle> inspect(String text, int cursor, List<StructType> schemas) {
    SqlWord word = SqlWord.at(text, cursor);
    for (StructType schema : schemas) {
      Optional<StructType> struct = fields(schema, word.qualifier());
      if (struct.isPresent()) {
        for (StructField field : struct.get().fields()) {
          if (field.name().equalsIgnoreCase(word.name())) {
            return Optional.of(MimeBundle.text(described(field)));
          }
        }
      }
    }
    return Optional.empty();
  }

  static Match match(StructField field) {
    return new Match(field.name(), KIND, field.dataType().simpleString());
  }

  static boolean startsWith(String name, String typed) {
    return name.toLowerCase(Locale.ROOT).startsWith(typed.toLowerCase(Locale.ROOT));
  }

  private static String described(StructField field) {
    String nullable = field.nullable() ? "" : " not null";
    String comment = field.getComment().isDefined() ? "\n" + field.getComment().get() : "";
    return field.name()
        + ": "
        + field.dataType().sql().toLowerCase(Locale.ROOT)
        + nullable
        + comment;
  }

  /** The structure that a path of columns leads to; the schema itself for the empty path. */
  static Optional<StructType> fields(StructType schema, String path) {
    StructType struct = schema;
    for (String step : path.isEmpty() ? new String[0] : path.split("\\.")) {
      DataType type = null;
      for (StructField field : struct.fields()) {
        if (field.name().equalsIgnoreCase(step)) {
          type = field.dataType();
        }
      }
      if (type instanceof ArrayType array) {
        type = array.elementType(); // Spark reads a field of each element
      }
      if (!(type instanceof StructType inner)) {
        return Optional.empty();
      }
      struct = inner;
    }
    return Optional.of(struct);
  }
}
