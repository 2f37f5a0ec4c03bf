package dev.hearth.bench;

import dev.hearth.e2e.GatewayProcess;
import dev.hearth.e2e.RawClient;
import java.io.IOException;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How long a gateway takes to start, and a session, in its parts. */
final class StartBench {
  private static final String SPARK_CELL = "spark.range(1000000).selectExpr(\"sum(id)\").collect()";
  private static final int PAUSE_SECONDS = 6;

  private StartBench() {}

  static void run() throws IOException, InterruptedException {
    System.out.println("Start");
    peer();
    long begin = System.nanoTime();
    try (GatewayProcess gateway = GatewayProcess.started(Bench.scratch())) {
      print("gateway: process to ready", System.nanoTime() - begin);
      long asked = System.nanoTime();
      String kernel = gateway.startKernel("scala");
      print("session: request to 201", System.nanoTime() - asked);
      try (RawClient client = RawClient.connect(gateway, kernel)) {
        String cell = client.execute("1 + 1");
        client.awaitDone(cell);
        print("session: request to first reply", System.nanoTime() - asked);
        client.of(cell).stream()
            .filter(message -> message.type().endsWith("display_data"))
            .map(shown -> shown.content().path("data").path("text/plain").asText())
            .max(Comparator.comparingInt(String::length)) // the one with all steps
            .ifPresent(steps -> System.out.println("    " + steps.replace("\n", "\n    ")));
        long sent = System.nanoTime();
        client.awaitDone(client.execute(SPARK_CELL));
        print("first Spark cell", System.nanoTime() - sent);
      }
      afterAPause(gateway);
    }
    System.out.println();
  }

  /** What an analyst sees who thinks for a moment before the first cell. */
  private static void afterAPause(GatewayProcess gateway) throws IOException, InterruptedException {
    try (RawClient client = RawClient.connect(gateway, gateway.startKernel("scala"))) {
      client.awaitDone(client.execute("1 + 1"));
      TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
      long sent = System.nanoTime();
      client.awaitDone(client.execute(SPARK_CELL));
      print("first Spark cell after a pause", System.nanoTime() - sent);
    }
  }

  private static void peer() throws IOException {
    long begin = System.nanoTime();
    try (SparkShell shell = SparkShell.start()) {
      shell.nanos("1 + 1");
      print("spark-shell: process to first result", System.nanoTime() - begin);
      print("spark-shell: first Spark line", shell.nanos(SPARK_CELL));
    }
  }

  private static void print(String what, long nanos) {
    System.out.printf(Locale.ROOT, "  %-38s %8.2f s%n", what, nanos / 1e9);
  }
}
