package dev.hearth.driver.scala;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.reflect.NameTransformer;

/**
 * What the names that cells have defined hold now. Reads fields only: no method of a user's runs,
 * and no lazy value is forced.
 */
record DefinedValues(Scope scope, ClassLoader classes) {
  private static final Logger LOG = LoggerFactory.getLogger(DefinedValues.class);

  Optional<Object> value(String name) {
    return scope
        .find(name)
        .filter(defined -> defined.kind() == Scope.Kind.VALUE)
        .flatMap(this::value);
  }

  DataFrames dataFrames() {
    Map<String, Dataset<?>> frames = new LinkedHashMap<>();
    scope
        .newest()
        .forEach(
            (name, defined) -> {
              if (defined.kind() == Scope.Kind.VALUE
                  && value(defined).orElse(null) instanceof Dataset<?> dataset) {
                frames.put(name, dataset);
              }
            });
    return new DataFrames(frames);
  }

  private Optional<Object> value(Scope.Defined defined) {
    try {
      LineObject line = new LineObject(defined.request(), classes);
      return Optional.ofNullable(line.member(NameTransformer.encode(defined.name())));
    } catch (ReflectiveOperationException e) {
      LOG.debug("{} cannot be read", defined.name(), e);
      return Optional.empty();
    }
  }
}
