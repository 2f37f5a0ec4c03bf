package dev.hearth.bench;

import dev.hearth.e2e.GatewayProcess;
import dev.hearth.e2e.jupyter.Kernelspecs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the ZeroMQ bridge costs, to jupyter_client: a kernel's start up to its first result, and a
 * trivial cell. The kernel is {@code echo}, which needs no Spark; the peer is ipykernel.
 */
final class BridgeBench {
  private static final int STARTS = 12;
  private static final int CELLS = 300;

  private BridgeBench() {}

  static void run() throws IOException, InterruptedException {
    System.out.println("A kernel that jupyter_client starts");
    Map<String, List<Long>> nanos = new HashMap<>();
    try (GatewayProcess gateway = GatewayProcess.started(Bench.scratch())) {
      for (String line : measured(Kernelspecs.of(gateway))) {
        String[] words = line.split(" ");
        nanos
            .computeIfAbsent(words[0] + words[1], key -> new ArrayList<>())
            .add(Long.parseLong(words[2]));
      }
    }
    print("start and first result", nanos.get("startecho"), nanos.get("startpython3"));
    print("trivial cell", nanos.get("cellecho"), nanos.get("cellpython3"));
  }

  private static void print(String what, List<Long> bridge, List<Long> peer) {
    Figures ours = Figures.of(what + ", bridge", bridge);
    Figures theirs = Figures.of(what + ", ipykernel", peer);
    System.out.println(theirs.line());
    System.out.println(ours.line());
    System.out.printf(Locale.ROOT, "  ratio %.2f%n%n", ours.millis(0.5) / theirs.millis(0.5));
  }

  private static List<String> measured(Kernelspecs specs) throws IOException, InterruptedException {
    Path script = Bench.scratch().resolve("kernel_clients.py");
    try (InputStream in = BridgeBench.class.getResourceAsStream("/kernel_clients.py")) {
      Files.copy(in, script);
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            "/usr/bin/python3",
            script.toString(),
            Integer.toString(STARTS),
            Integer.toString(CELLS),
            "python3=1",
            "echo=x");
    builder.environment().putAll(specs.environment());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    List<String> lines = process.inputReader().lines().toList();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(
          "jupyter_client and ipykernel are needed: apt-get install python3-ipykernel");
    }
    return lines;
  }
}
