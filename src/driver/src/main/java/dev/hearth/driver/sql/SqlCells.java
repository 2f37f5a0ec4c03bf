package dev.hearth.driver.sql;

import dev.hearth.driver.display.Displays;
import dev.hearth.driver.failure.Failures;
import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.kernel.MimeBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Runs SQL text. Has no state of its own: views and settings are the Spark session's. */
public final class SqlCells {
  private final SparkSession spark;
  private final Displays displays;

  public SqlCells(SparkSession spark, Displays displays) {
    this.spark = spark;
    this.displays = displays;
  }

  /**
   * Runs the statements in order on the calling thread, up to the first that fails.
   *
   * @param cellName stands for the file name in messages, e.g. {@code cell3}
   */
  public CellOutcome run(String cellName, String text) {
    return run(cellName, text, result -> Optional.of(displays.render(result)));
  }

  /**
   * @param show makes what is shown of the last statement's result; definitions have none
   */
  public CellOutcome run(
      String cellName, String text, Function<Dataset<Row>, Optional<MimeBundle>> show) {
    Optional<MimeBundle> shown = Optional.empty();
    try {
      List<String> statements = SqlStatements.of(text);
      for (int i = 0; i < statements.size(); i++) {
        Dataset<Row> result = spark.sql(statements.get(i));
        // Definitions have a result without columns.
        if (i == statements.size() - 1 && result.columns().length > 0) {
          shown = show.apply(result);
        }
      }
      return new CellOutcome.Succeeded(shown);
    } catch (Throwable thrown) {
      // Spark declares no AnalysisException where Java could catch it.
      return thrown instanceof AnalysisException error
          ? rejected(cellName, text, error)
          : Failures.outcome(thrown);
    }
  }

  private static CellOutcome rejected(String cellName, String text, AnalysisException error) {
    String message = error.message().strip();
    List<String> lines = new ArrayList<>();
    SqlPlace.of(error)
        .ifPresentOrElse(
            place -> lines.addAll(place.render(cellName, text, message)),
            () -> message.lines().forEach(lines::add));
    return Failures.failed(error.getClass().getName(), message, lines, error);
  }
}
