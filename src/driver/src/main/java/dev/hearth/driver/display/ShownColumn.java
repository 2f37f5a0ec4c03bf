package dev.hearth.driver.display;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * How a column's values travel, as text, and what is made of them. Times are in the session's zone;
 * nested values travel as JSON, which keeps the names of fields.
 */
record ShownColumn(String name, DataType type) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BYTES_SHOWN = 32;

  /** For maps: a NULL is a value, too. */
  private static final Map<String, String> WITH_NULLS = Map.of("ignoreNullFields", "false");

  Table.Column head() {
    return new Table.Column(name, Table.cut(type.simpleString(), 2_000), kind());
  }

  /** Evaluated on the executors; one character more than allowed says that there are more. */
  Column text(Column column, int most) {
    if (type instanceof BinaryType) {
      return functions.hex(functions.substring(column, 1, BYTES_SHOWN + 1));
    }
    Column text = nested() ? functions.to_json(column, WITH_NULLS) : column.cast("string");
    return functions.substring(text, 1, most + 1);
  }

  Table.Value value(String text) {
    switch (kind()) {
      case INTEGER:
        return new Table.Value(text, JsonTree.number(Long.valueOf(text)));
      case NUMBER:
        return new Table.Value(text, number(text));
      case BOOLEAN:
        return new Table.Value(text, Boolean.valueOf(text));
      case DATETIME:
        return new Table.Value(text, text.replace(' ', 'T'));
      default:
        return nested() ? nested(text) : Table.Value.text(flat(text));
    }
  }

  private Object number(String text) {
    return type instanceof DecimalType
        ? JsonTree.number(new BigDecimal(text))
        : JsonTree.number(Double.valueOf(text));
  }

  private String flat(String text) {
    if (!(type instanceof BinaryType)) {
      return text;
    }
    boolean more = text.length() > 2 * BYTES_SHOWN;
    String hex = more ? text.substring(0, 2 * BYTES_SHOWN) + "…" : text;
    return hex.isEmpty() ? hex : "0x" + hex;
  }

  private static Table.Value nested(String text) {
    try {
      JsonNode tree = JSON.readTree(text);
      return new Table.Value(NestedText.of(tree), JSON.convertValue(tree, Object.class));
    } catch (JsonProcessingException cutOff) {
      return Table.Value.text(text + "…");
    }
  }

  private boolean nested() {
    return type instanceof StructType || type instanceof ArrayType || type instanceof MapType;
  }

  private Table.Kind kind() {
    if (type instanceof DoubleType || type instanceof FloatType || type instanceof DecimalType) {
      return Table.Kind.NUMBER;
    } else if (type instanceof NumericType) {
      return Table.Kind.INTEGER;
    } else if (type instanceof BooleanType) {
      return Table.Kind.BOOLEAN;
    } else if (type instanceof DateType) {
      return Table.Kind.DATE;
    } else if (type instanceof TimestampType || type instanceof TimestampNTZType) {
      return Table.Kind.DATETIME;
    } else if (type instanceof ArrayType) {
      return Table.Kind.ARRAY;
    }
    return nested() ? Table.Kind.OBJECT : Table.Kind.STRING;
  }
}
