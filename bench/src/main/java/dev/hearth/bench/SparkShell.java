package dev.hearth.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * The peer: {@code spark-shell}, as its script starts it, driven by its standard input and output.
 */
final class SparkShell implements AutoCloseable {
  private final Process process;
  private final Writer in;
  private final BufferedReader out;
  private int asked;

  private SparkShell(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  static SparkShell start() throws IOException {
    Path scratch = Bench.scratch();
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().split(" ")));
    command.addAll(
        List.of(
            "-Xmx2g",
            "-Dscala.usejavacp=true",
            "-Dspark.master=local[*]",
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.host=localhost",
            "-Dspark.repl.classdir=" + scratch,
            "-cp",
            Files.readString(Bench.repository().resolve("bench/target/class-path")).strip(),
            "org.apache.spark.repl.Main"));
    return new SparkShell(
        new ProcessBuilder(command)
            .directory(scratch.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Runs a line and waits until its end; the result is the time it took. */
  long nanos(String code) throws IOException {
    String end = "end of " + asked++;
    long begin = System.nanoTime();
    // The second statement stands in the same line: its echo comes when the first has ended.
    in.write(code + "; \"" + end.replace(" of ", " \" + \"of ") + "\"\n");
    in.flush();
    String line = out.readLine();
    while (line != null && !line.endsWith(" = " + end)) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IllegalStateException("spark-shell has ended");
    }
    return System.nanoTime() - begin;
  }

  @Override
  public void close() throws IOException {
    in.close(); // ends it, as Ctrl-D does
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
