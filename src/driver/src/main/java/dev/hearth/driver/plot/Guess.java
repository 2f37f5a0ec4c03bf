package dev.hearth.driver.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Which columns of a schema to chart. */
final class Guess {
  private Guess() {}

  static String x(StructType schema) {
    if (schema.isEmpty()) {
      throw new IllegalArgumentException("There is nothing to plot: the rows have no columns.");
    }
    List<StructField> fields = Arrays.asList(schema.fields());
    return fields.stream()
        .filter(field -> isTime(field.dataType()))
        .findFirst()
        .or(() -> fields.stream().filter(field -> !isNumber(field.dataType())).findFirst())
        .orElse(fields.get(0))
        .name();
  }

  static Optional<String> y(StructType schema, String x) {
    Predicate<StructField> other = field -> !field.name().equals(x);
    return Arrays.stream(schema.fields())
        .filter(other.and(field -> isNumber(field.dataType())))
        .map(StructField::name)
        .findFirst();
  }

  static boolean isTime(StructType schema, String column) {
    return type(schema, column).filter(Guess::isTime).isPresent();
  }

  static boolean isNumber(StructType schema, String column) {
    return type(schema, column).filter(Guess::isNumber).isPresent();
  }

  static boolean isTime(DataType type) {
    return type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType;
  }

  static boolean isNumber(DataType type) {
    return type instanceof NumericType;
  }

  private static Optional<DataType> type(StructType schema, String column) {
    return Arrays.stream(schema.fields())
        .filter(field -> field.name().equalsIgnoreCase(column))
        .map(StructField::dataType)
        .findFirst();
  }
}
