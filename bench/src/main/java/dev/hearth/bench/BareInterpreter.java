package dev.hearth.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.driver.display.Displays;
import dev.hearth.driver.kernel.CellContext;
import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.kernel.MimeBundle;
import dev.hearth.driver.output.KernelOutput;
import dev.hearth.driver.output.OutputCapture;
import dev.hearth.driver.output.OutputSink;
import dev.hearth.driver.scala.ScalaInterpreter;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * The baseline: the driver's own interpreter in a process of its own, with no kernel, no link, no
 * journal and no gateway around it. Prints one line per measured cell, its nanoseconds.
 *
 * <p>Arguments: {@code repeat N CODE}, or {@code notebook FILE [NAME=VALUE ...]} which runs the
 * code cells of a notebook in order.
 */
public final class BareInterpreter {
  private final Interpreter scala;
  private final Interpreter sql;
  private final KernelOutput output;
  private final PrintStream out;

  private BareInterpreter(
      SparkSession spark, Path classes, OutputCapture capture, PrintStream out) {
    Displays displays = Displays.standard();
    this.scala = new ScalaInterpreter(spark, classes, displays);
    this.sql = new dev.hearth.driver.sql.SqlInterpreter(spark, displays);
    this.output = capture.newKernel();
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    OutputCapture capture = OutputCapture.install();
    Path classes = Files.createTempDirectory(Path.of("bench", "target"), "repl").toAbsolutePath();
    SparkSession spark =
        SparkSession.builder()
            .master(System.getProperty("spark.master", "local[*]"))
            .appName("bare")
            .config("spark.ui.enabled", false)
            .config("spark.repl.class.outputDir", classes.toString())
            .getOrCreate();
    BareInterpreter bare = new BareInterpreter(spark, classes, capture, out);
    if (arguments[0].equals("repeat")) {
      int times = Integer.parseInt(arguments[1]);
      for (int i = 0; i < times; i++) {
        bare.measure(arguments[2]);
      }
    } else {
      for (String cell :
          cells(Path.of(arguments[1]), List.of(arguments).subList(2, arguments.length))) {
        bare.measure(cell);
      }
    }
    bare.out.flush();
    spark.stop();
    System.exit(0);
  }

  /** The code cells, with parameters after the cell that is tagged so. */
  private static List<String> cells(Path notebook, List<String> parameters) throws IOException {
    List<String> cells = new ArrayList<>();
    JsonNode read = Json.tree(ByteBuffer.wrap(Files.readAllBytes(notebook)), "notebook");
    for (JsonNode cell : read.path("cells")) {
      if (!cell.path("cell_type").asText().equals("code")) {
        continue;
      }
      StringBuilder code = new StringBuilder();
      cell.path("source").forEach(line -> code.append(line.asText()));
      cells.add(cell.path("source").isTextual() ? cell.path("source").asText() : code.toString());
      for (JsonNode tag : cell.path("metadata").path("tags")) {
        if (tag.asText().equals("parameters")) {
          parameters.forEach(parameter -> cells.add("val " + parameter.replaceFirst("=", " = ")));
        }
      }
    }
    return cells;
  }

  private void measure(String code) {
    boolean isSql = code.startsWith("%%sql");
    String source = isSql ? code.substring(code.indexOf('\n') + 1) : code;
    Discarding sink = new Discarding();
    long begin = System.nanoTime();
    CellOutcome outcome =
        output.capture(sink, () -> (isSql ? sql : scala).run(source, new NoContext()));
    long nanos = System.nanoTime() - begin;
    if (!(outcome instanceof CellOutcome.Succeeded)) {
      throw new IllegalStateException("a cell of the baseline failed: " + outcome);
    }
    out.println(nanos);
  }

  /** Runs a cell whose output does not matter. */
  static void runOrFail(Interpreter interpreter, String code) {
    CellOutcome outcome = interpreter.run(code, new NoContext());
    if (!(outcome instanceof CellOutcome.Succeeded)) {
      throw new IllegalStateException("a cell of the benchmark failed: " + outcome);
    }
  }

  /** Takes everything and counts it, so that nothing is optimised away. */
  private static final class Discarding implements OutputSink {
    private long characters;

    @Override
    public synchronized boolean stdout(String text) {
      characters += text.length();
      return characters >= 0;
    }

    @Override
    public synchronized boolean stderr(String text) {
      return stdout(text);
    }
  }

  private static final class NoContext implements CellContext {
    @Override
    public void display(MimeBundle bundle, Optional<String> displayId) {}

    @Override
    public void update(String displayId, MimeBundle bundle) {}

    @Override
    public void print(OutputStreamName stream, String text) {}

    @Override
    public boolean takesQuestions() {
      return false;
    }

    @Override
    public String input(String prompt, boolean hidden) {
      throw new IllegalStateException("nobody answers in a benchmark");
    }

    @Override
    public void publish(Content content, Map<String, Object> metadata, List<ByteBuffer> buffers) {}

    @Override
    public void clear(boolean waitForNext) {}
  }
}
