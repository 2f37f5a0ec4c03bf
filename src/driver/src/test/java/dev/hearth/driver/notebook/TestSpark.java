package dev.hearth.driver.notebook;

import dev.hearth.driver.output.OutputCapture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** The one Spark of the test process. */
public final class TestSpark {
  public static final OutputCapture OUTPUT = OutputCapture.install();
  public static final Path CLASSES = classes();
  public static final SparkSession SESSION =
      SparkSession.builder()
          .master("local[2]")
          .appName("tests")
          .config("spark.ui.enabled", false)
          .config("spark.driver.host", "localhost")
          .config("spark.sql.shuffle.partitions", 2)
          .config("spark.sql.warehouse.dir", CLASSES.resolveSibling("warehouse").toString())
          .config("spark.repl.class.outputDir", CLASSES.toString())
          .getOrCreate();

  private TestSpark() {}

  private static Path classes() {
    try {
      return Files.createTempDirectory(Path.of("").toAbsolutePath(), "repl-classes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
