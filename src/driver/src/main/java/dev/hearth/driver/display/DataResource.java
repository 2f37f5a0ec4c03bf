package dev.hearth.driver.display;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table for front ends that explore data themselves: a tabular data resource with its rows
 * inline, as <a href="https://specs.frictionlessdata.io/tabular-data-resource/">specified</a>.
 */
final class DataResource {
  static final String MIME = "application/vnd.dataresource+json";

  private DataResource() {}

  static Map<String, Object> of(Table table) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Table.Column column : table.columns()) {
      String name = Fields.unused(fields, column.name());
      fields.put(name, Map.of("name", name, "type", column.kind().name().toLowerCase(Locale.ROOT)));
    }
    List<String> names = List.copyOf(fields.keySet());
    List<Map<String, Object>> data = new ArrayList<>();
    for (List<Table.Value> row : table.rows()) {
      Map<String, Object> members = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        members.put(names.get(i), row.get(i).json());
      }
      data.add(members);
    }
    return Map.of(
        "profile",
        "tabular-data-resource",
        "schema",
        Map.of("fields", List.copyOf(fields.values())),
        "data",
        data);
  }
}
