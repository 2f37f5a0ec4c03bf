package dev.hearth.driver.sql;

import dev.hearth.driver.catalog.Catalog;
import dev.hearth.driver.display.Displays;
import dev.hearth.driver.display.RunningCell;
import dev.hearth.driver.kernel.CellContext;
import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.kernel.Completion;
import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.kernel.MimeBundle;
import dev.hearth.protocol.message.IsComplete.Verdict;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;

/** The language of SQL kernels: Spark SQL. Views are shared with the session's other kernels. */
public final class SqlInterpreter implements Interpreter, SparkLanguage {
  /** Known before there is an interpreter; its version is Spark's. */
  public static final Language LANGUAGE =
      new Language(
          "sql",
          org.apache.spark.package$.MODULE$.SPARK_VERSION(),
          "text/x-sql",
          ".sql",
          "text/x-sql");

  private final SparkSession spark;
  private final Displays displays;
  private final SqlCells cells;
  private final SqlCompletion completion;
  private final SqlInspector inspection;

  public SqlInterpreter(SparkSession spark, Displays displays) {
    this.spark = spark;
    this.displays = displays;
    this.cells = new SqlCells(spark, displays);
    Catalog catalog = new Catalog(spark);
    this.completion = new SqlCompletion(catalog);
    this.inspection = new SqlInspector(catalog);
  }

  @Override
  public CellOutcome run(String code, CellContext context) {
    // An interrupt that came too late for the cell before is not meant for this one.
    Thread.interrupted();
    return RunningCell.during(context, displays, () -> cells.run(context.cellName(), code));
  }

  /** A console that ends its statement with a semicolon has ended it, right or wrong. */
  @Override
  public Completeness completeness(String code) {
    List<String> statements = SqlStatements.of(code);
    Completeness completeness = Completeness.COMPLETE;
    for (String statement : statements) {
      completeness = parse(code, statement);
      if (completeness.verdict() != Verdict.COMPLETE) {
        break;
      }
    }
    return completeness.verdict() == Verdict.INCOMPLETE && code.stripTrailing().endsWith(";")
        ? Completeness.INVALID
        : completeness;
  }

  private Completeness parse(String code, String statement) {
    try {
      spark.sessionState().sqlParser().parsePlan(statement);
      return Completeness.COMPLETE;
    } catch (ParseException error) {
      return isAtEnd(error) ? Completeness.incomplete(SqlIndent.after(code)) : Completeness.INVALID;
    }
  }

  private static boolean isAtEnd(ParseException error) {
    return "end of input".equals(error.getMessageParameters().get("error"))
        || "UNCLOSED_BRACKETED_COMMENT".equals(error.getErrorClass());
  }

  @Override
  public Completion complete(String code, int cursor) {
    return completion.complete(code, cursor);
  }

  @Override
  public Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
    return inspection.inspect(code, cursor, detailed);
  }

  @Override
  public SparkSession spark() {
    return spark;
  }

  @Override
  public Language language() {
    return LANGUAGE;
  }

  /** Holds nothing: the Spark session is the driver's. */
  @Override
  public void close() {}
}
