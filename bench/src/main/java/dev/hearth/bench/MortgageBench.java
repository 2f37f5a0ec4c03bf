package dev.hearth.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The mortgage notebook through {@code hearth run} and the same cells in the bare interpreter, on
 * the same generated data. Compared is the time of the cells, not that of starting either.
 */
final class MortgageBench {
  private MortgageBench() {}

  static void run() throws IOException, InterruptedException {
    Path repository = Bench.repository();
    Path folder = Bench.scratch();
    Path data = folder.resolve("data");
    Path notebook = repository.resolve("notebooks/mortgage.ipynb");
    hearth(repository, "data", "mortgage", "--rows", "500000", "--out", data.toString());

    List<Long> bare =
        BareProcess.run(
            "notebook",
            notebook.toString(),
            "data=\"" + data + "\"",
            "output=\"" + folder.resolve("bare") + "\"");
    double bareSeconds = bare.stream().mapToLong(Long::longValue).sum() / 1e9;

    Path executed = folder.resolve("executed.ipynb");
    hearth(
        repository,
        "run",
        notebook.toString(),
        "--param",
        "data=" + data,
        "--param",
        "output=" + folder.resolve("through"),
        "--output",
        executed.toString());
    double throughSeconds = ExecutedNotebook.seconds(executed);
    System.out.println("Mortgage notebook, 500,000 rows, time in cells");
    System.out.printf(Locale.ROOT, "  bare interpreter     %8.1f s%n", bareSeconds);
    System.out.printf(Locale.ROOT, "  through the gateway  %8.1f s%n", throughSeconds);
    System.out.printf(Locale.ROOT, "  ratio %.2f%n%n", throughSeconds / bareSeconds);
  }

  private static void hearth(Path repository, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>();
    command.add(repository.resolve("hearth").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (!process.waitFor(30, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IllegalStateException("hearth " + String.join(" ", arguments) + " failed");
    }
  }
}
