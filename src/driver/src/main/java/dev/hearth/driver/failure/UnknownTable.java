package dev.hearth.driver.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import scala.collection.JavaConverters;

/** A table that is not there: the nearest view or table of the current database. */
final class UnknownTable implements Rule {

  @Override
  public Optional<String> advice(Fault fault) {
    for (Throwable cause : fault.causes()) {
      if (cause instanceof AnalysisException error
          && String.valueOf(error.getErrorClass()).startsWith("TABLE_OR_VIEW_NOT_FOUND")) {
        return nearest(error.getMessageParameters().get("relationName"));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> nearest(String relation) {
    if (relation == null || SparkSession.getActiveSession().isEmpty()) {
      return Optional.empty();
    }
    String[] parts = relation.replace("`", "").split("\\.");
    SessionCatalog catalog = SparkSession.getActiveSession().get().sessionState().catalog();
    List<String> names = new ArrayList<>();
    for (TableIdentifier table :
        JavaConverters.seqAsJavaList(catalog.listTables(catalog.getCurrentDatabase()))) {
      names.add(table.table());
    }
    return Nearest.to(parts[parts.length - 1], names).map(near -> "Did you mean " + near + "?");
  }
}
