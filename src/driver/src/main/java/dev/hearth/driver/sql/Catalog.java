package dev.hearth.driver.sql;

import dev.hearth.driver.display.Html;
import dev.hearth.driver.kernel.Completion.Match;
import dev.hearth.driver.kernel.MimeBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.collection.JavaConverters;

/** What a session's catalog knows, for people who type. A catalog that fails knows nothing. */
final class Catalog {
  private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);

  private final SparkSession spark;

  Catalog(SparkSession spark) {
    this.spark = spark;
  }

  /** Tables and views of a database, by default of the current one with the temporary views. */
  List<Match> tables(Optional<String> database) {
    return known(
        () -> {
          SessionCatalog catalog = spark.sessionState().catalog();
          String in = database.orElse(catalog.getCurrentDatabase());
          if (!catalog.databaseExists(in)
              && !in.equals(catalog.globalTempViewManager().database())) {
            return List.of();
          }
          List<Match> tables = new ArrayList<>();
          for (TableIdentifier table : JavaConverters.seqAsJavaList(catalog.listTables(in))) {
            boolean temporary = catalog.isTempView(table);
            tables.add(new Match(table.table(), "table", temporary ? "temporary view" : "table"));
          }
          return tables;
        },
        List.of());
  }

  List<Match> databases() {
    return known(
        () ->
            JavaConverters.seqAsJavaList(spark.sessionState().catalog().listDatabases()).stream()
                .map(name -> new Match(name, "module", "database"))
                .toList(),
        List.of());
  }

  List<Match> functions() {
    return known(
        () ->
            JavaConverters.seqAsJavaList(
                    spark.sessionState().functionRegistry().listFunction().toSeq())
                .stream()
                .map(FunctionIdentifier::funcName)
                .filter(name -> name.matches("\\w+"))
                .sorted()
                .map(name -> new Match(name, "function", ""))
                .toList(),
        List.of());
  }

  /**
   * @param tables alias to name; those that do not exist are left out
   * @return alias to the table's columns
   */
  Map<String, StructType> schemas(Map<String, String> tables) {
    Map<String, StructType> schemas = new LinkedHashMap<>();
    tables.forEach((alias, name) -> schema(name).ifPresent(schema -> schemas.put(alias, schema)));
    return schemas;
  }

  private Optional<StructType> schema(String name) {
    return known(
        () -> {
          if (!spark.catalog().tableExists(name)) {
            return Optional.<StructType>empty();
          }
          return Optional.of(spark.table(name).schema());
        },
        Optional.empty());
  }

  Optional<MimeBundle> describedTable(String name) {
    return schema(name)
        .map(
            schema -> {
              String text = name + "\n" + schema.treeString().stripTrailing();
              return MimeBundle.html("<pre>" + Html.escape(text) + "</pre>", text);
            });
  }

  Optional<MimeBundle> describedFunction(String name) {
    return known(
        () -> {
          Option<ExpressionInfo> info =
              spark
                  .sessionState()
                  .functionRegistry()
                  .lookupFunction(FunctionIdentifier.apply(name));
          if (info.isEmpty()) {
            return Optional.<MimeBundle>empty();
          }
          ExpressionInfo found = info.get();
          String text =
              (found.getUsage() + "\n" + found.getExtended()).replace("_FUNC_", name).strip();
          return Optional.of(MimeBundle.html("<pre>" + Html.escape(text) + "</pre>", text));
        },
        Optional.empty());
  }

  /** Asks Spark, whose exceptions are checked ones that its signatures do not name. */
  private static <T> T known(java.util.concurrent.Callable<T> question, T otherwise) {
    try {
      return question.call();
    } catch (Exception e) {
      LOG.debug("The catalog does not answer", e);
      return otherwise;
    }
  }
}
