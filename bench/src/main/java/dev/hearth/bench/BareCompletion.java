package dev.hearth.bench;

import dev.hearth.driver.display.Displays;
import dev.hearth.driver.scala.ScalaInterpreter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.spark.sql.SparkSession;
import scala.Option;
import scala.collection.JavaConverters;
import scala.tools.nsc.Settings;
import scala.tools.nsc.interpreter.IMain;
import scala.tools.nsc.interpreter.PresentationCompilerCompleter;

/**
 * Completes the end of a piece of code again and again, in a process of its own. Arguments: {@code
 * hearth} for the driver's interpreter or {@code shell} for the completer of {@code spark-shell},
 * how often, and the code, in which {@code df} is a DataFrame. Prints the nanoseconds of each.
 */
public final class BareCompletion {
  private static final String DEFINITION =
      "val df = org.apache.spark.sql.SparkSession.active.range(5).toDF(\"number\")";

  private BareCompletion() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    Path classes = Files.createTempDirectory(Path.of("bench", "target"), "repl").toAbsolutePath();
    SparkSession spark =
        SparkSession.builder()
            .master("local[*]")
            .appName("completion")
            .config("spark.ui.enabled", false)
            .config("spark.repl.class.outputDir", classes.toString())
            .getOrCreate();
    ToIntFunction<String> completer =
        arguments[0].equals("hearth") ? hearth(spark, classes) : shell(classes);
    String code = arguments[2];
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      // No two questions are the same, as while somebody types.
      String question = "val v" + i + " = " + code;
      long begin = System.nanoTime();
      int found = completer.applyAsInt(question);
      long nanos = System.nanoTime() - begin;
      if (found == 0) {
        throw new IllegalStateException("nothing completes " + question);
      }
      out.println(nanos);
    }
    out.flush();
    spark.stop();
    System.exit(0);
  }

  private static ToIntFunction<String> hearth(SparkSession spark, Path classes) {
    ScalaInterpreter interpreter = new ScalaInterpreter(spark, classes, Displays.standard());
    BareInterpreter.runOrFail(interpreter, DEFINITION);
    return code -> interpreter.complete(code, code.length()).matches().size();
  }

  private static ToIntFunction<String> shell(Path classes) {
    Settings settings = new Settings();
    settings.processArguments(
        JavaConverters.asScalaBuffer(
                List.of("-Yrepl-class-based", "-Yrepl-outdir", classes.toString()))
            .toList(),
        true);
    settings.usejavacp().tryToSetFromPropertyValue("true");
    settings.explicitParentLoader_$eq(Option.apply(Thread.currentThread().getContextClassLoader()));
    IMain repl = new IMain(settings, new PrintWriter(Writer.nullWriter()));
    repl.initializeSynchronous();
    repl.interpret(DEFINITION);
    PresentationCompilerCompleter completer = new PresentationCompilerCompleter(repl);
    return code -> completer.complete(code, code.length()).candidates().size();
  }
}
