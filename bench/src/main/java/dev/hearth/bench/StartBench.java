package dev.hearth.bench;

import dev.hearth.e2e.GatewayProcess;
import dev.hearth.e2e.RawClient;
import java.io.IOException;
import java.util.Comparator;
import java.util.Locale;

/** How long a gateway takes to start, and a session, in its parts. */
final class StartBench {
  private StartBench() {}

  static void run() throws IOException {
    System.out.println("Start");
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
        client.awaitDone(client.execute("spark.range(1000000).selectExpr(\"sum(id)\").collect()"));
        print("first Spark cell", System.nanoTime() - sent);
      }
    }
    System.out.println();
  }

  private static void print(String what, long nanos) {
    System.out.printf(Locale.ROOT, "  %-34s %8.2f s%n", what, nanos / 1e9);
  }
}
