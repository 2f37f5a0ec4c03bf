package dev.hearth.driver.plot;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegralType;

/**
 * A column that can be measured: a number, or a time in seconds. What is not finite is NULL.
 *
 * @param whole whether its values have no fractions
 * @param zone of the session
 */
record Quantity(String name, Column value, boolean time, boolean whole, ZoneId zone) {

  static boolean isOne(Dataset<Row> rows, String column) {
    DataType type = rows.select(rows.col(column)).schema().apply(0).dataType();
    return Guess.isNumber(type) || Guess.isTime(type);
  }

  /**
   * @param use what it is needed for, e.g. {@code a histogram}
   */
  static Quantity of(Dataset<Row> rows, String column, String use) {
    DataType type = rows.select(rows.col(column)).schema().apply(0).dataType();
    if (!Guess.isNumber(type) && !Guess.isTime(type)) {
      throw new IllegalArgumentException(
          use
              + " needs a number or a time, but "
              + column
              + " is "
              + type.simpleString()
              + ". Counts of its values: plot(df).bar(\""
              + column
              + "\").");
    }
    boolean time = Guess.isTime(type);
    Column number = (time ? rows.col(column).cast("timestamp") : rows.col(column)).cast("double");
    ZoneId zone = ZoneId.of(rows.sparkSession().sessionState().conf().sessionLocalTimeZone());
    return new Quantity(column, finite(number), time, type instanceof IntegralType, zone);
  }

  /** NaN is greater than everything in Spark. */
  private static Column finite(Column number) {
    return functions.when(functions.abs(number).leq(Double.MAX_VALUE), number);
  }

  Axis axis(String label, boolean log) {
    return time ? Axis.times(label) : Axis.numbers(label, log, false);
  }

  /** Where a value stands on the axis. */
  double position(double measured) {
    if (!time) {
      return measured;
    }
    Instant instant = Instant.ofEpochMilli(Math.round(measured * 1000));
    return LocalDateTime.ofInstant(instant, zone).toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
