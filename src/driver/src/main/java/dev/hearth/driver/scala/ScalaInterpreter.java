package dev.hearth.driver.scala;

import dev.hearth.driver.catalog.Catalog;
import dev.hearth.driver.comm.Comms;
import dev.hearth.driver.display.Displays;
import dev.hearth.driver.display.RunningCell;
import dev.hearth.driver.failure.Failures;
import dev.hearth.driver.failure.SourceLines;
import dev.hearth.driver.input.StandardInput;
import dev.hearth.driver.kernel.CellContext;
import dev.hearth.driver.kernel.CellContext.OutputStreamName;
import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.kernel.Completion;
import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.kernel.MimeBundle;
import dev.hearth.driver.sql.SparkLanguage;
import dev.hearth.protocol.message.Comm;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import scala.Console;
import scala.runtime.AbstractFunction0;
import scala.tools.nsc.interpreter.IMain;

/**
 * Scala cells with the semantics of {@code spark-shell}: {@code spark}, {@code sc} and the usual
 * imports are there, a later definition hides an earlier one, and what cells define can be used in
 * closures that run on executors. A cell is compiled and run statement by statement; its value is
 * that of its last statement, if that is an expression.
 */
public final class ScalaInterpreter implements Interpreter, SparkLanguage {
  /** Known before there is an interpreter. */
  public static final Language LANGUAGE =
      new Language(
          "scala",
          scala.util.Properties$.MODULE$.versionNumberString(),
          "text/x-scala",
          ".scala",
          "text/x-scala");

  private final SparkSession spark;
  private final Displays displays;
  private final Comms comms = new Comms();
  private final int binding;
  private final Repl repl;
  private final MeantName meant;
  private final ScalaCompletion completion;

  /**
   * Takes some seconds for the first one of a process.
   *
   * @param classes {@code spark.repl.class.outputDir} as it was when the Spark context was made;
   *     all interpreters of a driver share it
   */
  public ScalaInterpreter(SparkSession spark, Path classes, Displays displays) {
    // Made now, not in a cell: what Spark makes once and keeps must not keep that cell's kernel.
    spark.sharedState().jarClassLoader();
    this.spark = spark;
    this.displays = displays.ofKernel();
    this.repl = new Repl(classes);
    this.completion = new ScalaCompletion(repl, new Catalog(spark));
    this.meant = new MeantName(repl);
    this.binding = SparkBinding.bind(spark, comms);
    prepare(
        """
        @transient val spark = dev.hearth.driver.scala.SparkBinding.session(%1$d)
        @transient val sc = dev.hearth.driver.scala.SparkBinding.context(%1$d)
        @transient val comms = dev.hearth.driver.scala.SparkBinding.comms(%1$d)
        import org.apache.spark.SparkContext._
        import spark.implicits._
        import spark.sql
        import org.apache.spark.sql.functions._
        import dev.hearth.driver.display.Media
        import dev.hearth.driver.plot.Plots
        import dev.hearth.driver.plot.Plots.plot
        import dev.hearth.driver.ml.Models.{confusionMatrix, featureImportance}
        import dev.hearth.driver.display.Show.{clearOutput, display, displays, html, image, json, latex, markdown, svg, vega}
        """
            .formatted(binding));
  }

  /**
   * Compiles and runs something small, so that the user's first cell need not load the compiler.
   */
  public void warmUp() {
    prepare("List(1, 2, 3).map(_ + 1).sum");
  }

  /** Completes something, so that the user's first completion need not load the compiler for it. */
  public void warmUpCompletion() {
    String member = "spark.ran";
    completion.complete(member, member.length());
    completion.complete("co", 2);
  }

  private void prepare(String code) {
    Cell cell = new Cell("hearth", code);
    Repl.Compiled compiled = repl.compile(Fragment.whole(cell), true);
    try {
      IMain.Request request =
          compiled
              .request()
              .orElseThrow(
                  () -> new IllegalStateException(render(cell, compiled.messages()).toString()));
      repl.run(request);
      repl.remember(request);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("The Scala interpreter did not start", e);
    }
  }

  /** Makes the classes of jars known to the cells that follow. */
  public void addJars(List<URL> jars) {
    repl.addJars(jars);
  }

  @Override
  public CellOutcome run(String code, CellContext context) {
    // An interrupt that came too late for the cell before would cancel the compilation of this one.
    Thread.interrupted();
    try {
      return RunningCell.during(
          context,
          displays,
          () -> withInput(context, () -> runCell(new Cell(context.cellName(), code), context)));
    } catch (ThreadDeath stopped) {
      return Failures.outcome(stopped);
    } catch (StackOverflowError deep) {
      return compilerFailed(
          "The compiler ran out of stack: an expression of the cell is too long or too deeply nested."
              + " Split it into several.");
    } catch (RuntimeException | Error broken) {
      return compilerFailed("The compiler failed on this cell: " + broken);
    }
  }

  /** Scala's console keeps a reader of its own, which cells of other kernels must not share. */
  private static CellOutcome withInput(CellContext context, Supplier<CellOutcome> cell) {
    return Console.withIn(
        StandardInput.of(context),
        new AbstractFunction0<CellOutcome>() {
          @Override
          public CellOutcome apply() {
            return cell.get();
          }
        });
  }

  private static CellOutcome compilerFailed(String message) {
    return new CellOutcome.Failed("CompileError", message, List.of(message));
  }

  private CellOutcome runCell(Cell cell, CellContext context) {
    Repl.Parsed parsed = repl.parse(cell);
    if (parsed instanceof Repl.Parsed.Malformed malformed) {
      return compileError(cell, malformed.diagnostics());
    }
    if (parsed instanceof Repl.Parsed.Unfinished) {
      int end = cell.text().stripTrailing().length();
      String message = "the cell ends in the middle of a statement";
      return compileError(cell, List.of(new Diagnostic(true, message, OptionalInt.of(end))));
    }
    return runParts(cell, ((Repl.Parsed.Program) parsed).parts(), context);
  }

  private CellOutcome runParts(Cell cell, List<Fragment> parts, CellContext context) {
    CellOutcome outcome = new CellOutcome.Succeeded(Optional.empty());
    for (int i = 0; i < parts.size(); i++) {
      boolean last = i == parts.size() - 1;
      Repl.Compiled compiled = repl.compile(parts.get(i), false);
      if (compiled.failed() && !last && !compiled.interrupted()) {
        // It may use what comes only later in the cell. Nothing of the rest has run yet.
        compiled = repl.compile(parts.get(i).toEndOfCell(), false);
        last = true;
      }
      outcome = runPart(cell, compiled, last, context);
      if (last || !(outcome instanceof CellOutcome.Succeeded)) {
        return outcome;
      }
    }
    return outcome;
  }

  private CellOutcome runPart(
      Cell cell, Repl.Compiled compiled, boolean last, CellContext context) {
    if (compiled.interrupted()) {
      return new CellOutcome.Interrupted("The cell was interrupted.");
    }
    if (compiled.failed()) {
      return compileError(cell, compiled.messages());
    }
    warn(cell, compiled.messages(), context);
    IMain.Request request = compiled.request().orElseThrow();
    try {
      repl.run(request);
      warn(cell, repl.remember(request), context);
      if (last && compiled.expression()) {
        Repl.Value value = repl.value(request);
        return new CellOutcome.Succeeded(value.isUnit() ? Optional.empty() : rendered(value));
      }
      return new CellOutcome.Succeeded(Optional.empty());
    } catch (Throwable thrown) {
      return Failures.outcome(thrown, new SourceLines(cell.name(), cell.text()));
    }
  }

  /** Showing a Dataset runs a query, whose generated code names the classes of cells. */
  private Optional<MimeBundle> rendered(Repl.Value value) throws Throwable {
    return repl.amongItsClasses(
        () -> displays.renderResult(value.name(), value.type(), value.value()));
  }

  private static void warn(Cell cell, List<Diagnostic> warnings, CellContext context) {
    for (String line : render(cell, warnings)) {
      context.print(OutputStreamName.STDERR, line + "\n");
    }
  }

  private CellOutcome compileError(Cell cell, List<Diagnostic> diagnostics) {
    List<Diagnostic> errors = diagnostics.stream().filter(Diagnostic::error).toList();
    String message = errors.isEmpty() ? "the cell does not compile" : errors.get(0).message();
    List<String> lines = render(cell, diagnostics);
    meant.inPlaceOf(cell, errors).ifPresent(lines::add);
    return new CellOutcome.Failed("CompileError", message, lines);
  }

  private static List<String> render(Cell cell, List<Diagnostic> diagnostics) {
    List<String> lines = new ArrayList<>();
    diagnostics.forEach(diagnostic -> lines.addAll(diagnostic.render(cell)));
    return lines;
  }

  @Override
  public CellOutcome comm(
      Comm message, Map<String, Object> metadata, List<ByteBuffer> buffers, CellContext context) {
    return RunningCell.during(
        context,
        displays,
        () -> {
          try {
            return repl.amongItsClasses(
                () -> {
                  comms.received(message, buffers, context);
                  return new CellOutcome.Succeeded(Optional.empty());
                });
          } catch (Throwable thrown) {
            return Failures.outcome(thrown);
          }
        });
  }

  @Override
  public Map<String, Comm.Target> comms() {
    return comms.all();
  }

  @Override
  public Completeness completeness(String code) {
    Repl.Parsed parsed = repl.parse(new Cell("cell", code));
    if (parsed instanceof Repl.Parsed.Program) {
      return Completeness.COMPLETE;
    }
    return parsed instanceof Repl.Parsed.Unfinished
        ? Completeness.incomplete(Indentation.after(code))
        : Completeness.INVALID;
  }

  @Override
  public Completion complete(String code, int cursor) {
    return completion.complete(code, cursor);
  }

  @Override
  public Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
    return completion.inspect(code, cursor, detailed);
  }

  @Override
  public SparkSession spark() {
    return spark;
  }

  @Override
  public Language language() {
    return LANGUAGE;
  }

  @Override
  public void close() {
    SparkBinding.release(binding);
    repl.close();
    GeneratedCode.forget();
  }
}
