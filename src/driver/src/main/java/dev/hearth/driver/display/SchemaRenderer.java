package dev.hearth.driver.display;

import dev.hearth.driver.kernel.MimeBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A schema as a table of its columns; fields of nested columns follow them by their path. */
final class SchemaRenderer implements Renderer {
  private static final int MOST_FIELDS = 500;

  @Override
  public Optional<MimeBundle> render(Object value) {
    if (!(value instanceof StructType schema)) {
      return Optional.empty();
    }
    List<List<Table.Value>> rows = new ArrayList<>();
    addFields("", schema, rows);
    boolean whole = rows.size() <= MOST_FIELDS;
    String columns = schema.length() + (schema.length() == 1 ? " column" : " columns");
    Table table =
        new Table(
            List.of(
                Table.Column.text("column"),
                Table.Column.text("type"),
                Table.Column.text("nullable"),
                Table.Column.text("comment")),
            whole ? rows : rows.subList(0, MOST_FIELDS),
            whole ? columns : columns + "; showing the first " + MOST_FIELDS + " fields",
            whole);
    return Optional.of(MimeBundle.html(table.html(), schema.treeString().stripTrailing()));
  }

  private static void addFields(String path, StructType struct, List<List<Table.Value>> rows) {
    for (StructField field : struct.fields()) {
      if (rows.size() > MOST_FIELDS) {
        return;
      }
      String name = path + field.name();
      rows.add(
          List.of(
              Table.Value.text(name),
              Table.Value.text(type(field.dataType())),
              Table.Value.text(field.nullable() ? "yes" : "no"),
              Table.Value.text(field.getComment().isDefined() ? field.getComment().get() : "")));
      addNested(name, field.dataType(), rows);
    }
  }

  private static void addNested(String name, DataType type, List<List<Table.Value>> rows) {
    if (type instanceof StructType struct) {
      addFields(name + ".", struct, rows);
    } else if (type instanceof ArrayType array) {
      addNested(name + "[]", array.elementType(), rows);
    } else if (type instanceof MapType map) {
      addNested(name + "{}", map.valueType(), rows);
    }
  }

  /** The fields of a struct have lines of their own. */
  private static String type(DataType type) {
    if (type instanceof StructType) {
      return "struct";
    } else if (type instanceof ArrayType array) {
      return "array<" + type(array.elementType()) + ">";
    } else if (type instanceof MapType map) {
      return "map<" + type(map.keyType()) + "," + type(map.valueType()) + ">";
    }
    return type.simpleString();
  }
}
