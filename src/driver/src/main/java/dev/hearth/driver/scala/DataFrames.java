package dev.hearth.driver.scala;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * The Datasets that a kernel's cells have defined, and which of them a piece of code speaks of.
 *
 * @param byName in the order of their definition
 */
record DataFrames(Map<String, Dataset<?>> byName) {
  private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");

  static DataFrames among(Map<String, Object> values) {
    Map<String, Dataset<?>> found = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (value instanceof Dataset<?> dataset) {
            found.put(name, dataset);
          }
        });
    return new DataFrames(found);
  }

  Optional<StructType> schema(String name) {
    return Optional.ofNullable(byName.get(name)).map(Dataset::schema);
  }

  /**
   * The schemas to choose columns from: of the Dataset that is named last in the text, for a chain
   * of calls begins with it; of all if none is named.
   */
  List<StructType> meant(String text) {
    String nearest = null;
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      if (byName.containsKey(words.group())) {
        nearest = words.group();
      }
    }
    if (nearest != null) {
      return List.of(byName.get(nearest).schema());
    }
    return byName.values().stream().map(Dataset::schema).toList();
  }
}
