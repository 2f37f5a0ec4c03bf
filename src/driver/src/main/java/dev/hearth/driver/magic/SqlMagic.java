package dev.hearth.driver.magic;

import dev.hearth.driver.display.DatasetRenderer;
import dev.hearth.driver.display.Displays;
import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.kernel.MimeBundle;
import dev.hearth.driver.magic.Magic.Kind;
import dev.hearth.driver.plot.Plots;
import dev.hearth.driver.sql.SqlCells;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** {@code %%sql}: the cell is Spark SQL; its result can be kept under a name. */
final class SqlMagic {
  static final String NAME = "sql";

  /** Without PySpark there is a view at least. */
  private static final String PYTHON_VARIABLE =
      """
      try:
          NAME = spark.table("NAME")
      except ModuleNotFoundError as missing:
          print("Kept as the view NAME, without a variable:", missing)
      """;

  private SqlMagic() {}

  static Magic magic() {
    return new Magic(
        NAME,
        Kind.CELL,
        "STATEMENTS",
        "Runs Spark SQL and shows the last statement's result.",
        List.of(
            new MagicOption("-o", "NAME", "keep the result as a DataFrame and view of that name"),
            new MagicOption("--limit", "N", "show N rows instead of 20"),
            new MagicOption(
                "--plot",
                "KIND",
                "show a chart: auto, bar, line, scatter, histogram, heatmap, box"),
            MagicOption.flag("-q", "show nothing")),
        true,
        SqlMagic::run);
  }

  private static CellOutcome run(MagicCall call) throws MagicException {
    Arguments arguments = call.arguments();
    Optional<String> name = arguments.value("-o");
    if (name.isPresent() && !name.get().matches("[A-Za-z_]\\w*")) {
      throw new MagicException("-o needs a name of letters and digits, not '" + name.get() + "'.");
    }
    DatasetRenderer rows =
        new DatasetRenderer(arguments.number("--limit").orElse(DatasetRenderer.DEFAULT_ROWS));
    Optional<String> kind = arguments.value("--plot");
    Displays displays = call.kernel().session().displays();
    AtomicReference<Dataset<Row>> result = new AtomicReference<>();
    SqlCells cells = new SqlCells(call.kernel().spark(), displays);
    CellOutcome outcome =
        cells.run(
            call.cell().cellName(),
            call.body(),
            dataset -> {
              result.set(dataset);
              if (arguments.has("-q")) {
                return Optional.empty();
              }
              return kind.isPresent() ? plotted(dataset, kind, displays) : rows.render(dataset);
            });
    if (!(outcome instanceof CellOutcome.Succeeded) || name.isEmpty()) {
      return outcome;
    }
    if (result.get() == null) {
      throw new MagicException("The last statement has no result that could be kept.");
    }
    CellOutcome kept = keep(call, name.get(), result.get());
    return kept instanceof CellOutcome.Succeeded ? outcome : kept;
  }

  private static Optional<MimeBundle> plotted(
      Dataset<Row> dataset, Optional<String> kind, Displays displays) {
    return Optional.of(
        displays.render(Plots.auto(dataset, kind, Optional.empty(), Optional.empty())));
  }

  /** A view is what all languages can see; the kernel's own also gets a variable. */
  private static CellOutcome keep(MagicCall call, String name, Dataset<Row> result) {
    result.createOrReplaceTempView(name);
    return switch (call.kernel().language()) {
      case "scala" -> call.runInKernel("val " + name + " = spark.table(\"" + name + "\")");
      case "python" -> call.runInKernel(PYTHON_VARIABLE.replace("NAME", name));
      default -> MagicCall.done();
    };
  }
}
