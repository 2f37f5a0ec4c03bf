package dev.hearth.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;

/** Runs a program of ours on the driver's own class path and with its flags. */
final class BareProcess {
  private BareProcess() {}

  /**
   * @return the nanoseconds of each cell
   */
  static List<Long> run(String... arguments) throws IOException, InterruptedException {
    return run(BareInterpreter.class, arguments);
  }

  /**
   * @return the numbers that the program prints, one in a line
   */
  static List<Long> run(Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    Path dist = Bench.repository().resolve("src/driver/target/dist");
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().split(" ")));
    command.add("-Xmx2g");
    command.add("-cp");
    command.add(
        dist.resolve("hearth-driver.jar")
            + ":"
            + dist.resolve("lib")
            + "/*:"
            + Bench.repository().resolve("bench/target/hearth-bench.jar"));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<Long> nanos = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.matches("\\d+")) {
          nanos.add(Long.parseLong(line));
        }
      }
    }
    int status = process.waitFor();
    if (status != 0) {
      throw new IllegalStateException("the baseline ended with status " + status);
    }
    return nanos;
  }
}
