package dev.hearth.driver.catalog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * A Spark session's databases, tables and functions. Answers within about a second, if need be with
 * what was known a moment ago or with nothing. Thread-safe.
 */
public final class Catalog {
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMillis(800);

  private final SparkSession spark;
  private final Lookups lookups;

  public Catalog(SparkSession spark) {
    this(spark, new Lookups(FRESH, PATIENCE));
  }

  Catalog(SparkSession spark, Lookups lookups) {
    this.spark = spark;
    this.lookups = lookups;
  }

  /**
   * @param kind {@code table} or {@code temporary view}
   */
  public record Table(String name, String kind) {}

  /** The tables and views that the name of a database, or none for the current one, leads to. */
  public List<Table> tables(Optional<String> database) {
    List<Table> tables = new ArrayList<>();
    if (database.isEmpty()) {
      // These need no metastore, and are never stale.
      views(sessionCatalog().listLocalTempViews("*")).forEach(tables::add);
    }
    lookups
        .ask("tables " + database.orElse(""), () -> permanent(database))
        .ifPresent(tables::addAll);
    return tables;
  }

  private static List<Table> views(scala.collection.Seq<TableIdentifier> identifiers) {
    return JavaConverters.seqAsJavaList(identifiers).stream()
        .map(identifier -> new Table(identifier.table(), "temporary view"))
        .toList();
  }

  private List<Table> permanent(Optional<String> database) {
    SessionCatalog catalog = sessionCatalog();
    String name = database.orElseGet(catalog::getCurrentDatabase);
    boolean global = name.equalsIgnoreCase(catalog.globalTempViewManager().database());
    return JavaConverters.seqAsJavaList(catalog.listTables(name, "*", false)).stream()
        .map(
            identifier -> new Table(identifier.table(), global ? "global temporary view" : "table"))
        .toList();
  }

  public List<String> databases() {
    return lookups
        .ask(
            "databases",
            () -> {
              List<String> names =
                  new ArrayList<>(JavaConverters.seqAsJavaList(sessionCatalog().listDatabases()));
              names.add(sessionCatalog().globalTempViewManager().database());
              return names;
            })
        .orElse(List.of());
  }

  /**
   * The columns of a table or view of any catalog.
   *
   * @param name its parts, without quotes
   */
  public Optional<StructType> schema(List<String> name) {
    String quoted =
        name.stream()
            .map(part -> "`" + part.replace("`", "``") + "`")
            .collect(Collectors.joining("."));
    return lookups.ask("schema " + quoted, inSession(() -> spark.table(quoted).schema()));
  }

  /** All that a query can call, by name. */
  public List<SqlFunction> functions() {
    return lookups
        .ask(
            "functions",
            () ->
                JavaConverters.seqAsJavaList(spark.sessionState().functionRegistry().listFunction())
                    .stream()
                    .map(FunctionIdentifier::funcName)
                    .filter(name -> Character.isLetter(name.charAt(0)))
                    .flatMap(name -> described(name).stream())
                    .sorted(Comparator.comparing(SqlFunction::name))
                    .toList())
        .orElse(List.of());
  }

  public Optional<SqlFunction> function(String name) {
    return described(name.toLowerCase(Locale.ROOT));
  }

  private Optional<SqlFunction> described(String name) {
    Option<org.apache.spark.sql.catalyst.expressions.ExpressionInfo> info =
        spark.sessionState().functionRegistry().lookupFunction(new FunctionIdentifier(name));
    return info.isEmpty() ? Optional.empty() : Optional.of(SqlFunction.of(name, info.get()));
  }

  /** Where a table is read from may be a class that the session has loaded later. */
  private <T> Supplier<T> inSession(Supplier<T> question) {
    return () -> {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(spark.sharedState().jarClassLoader());
      try {
        return question.get();
      } finally {
        thread.setContextClassLoader(before);
      }
    };
  }

  private SessionCatalog sessionCatalog() {
    return spark.sessionState().catalog();
  }
}
