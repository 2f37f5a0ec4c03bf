package dev.hearth.bench;

import dev.hearth.e2e.GatewayProcess;
import dev.hearth.e2e.RawClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What a further notebook costs in a session that runs: time until its first reply, and the
 * driver's memory. The peer is a further {@code spark-shell}, which is another Spark application.
 */
final class AttachBench {
  private static final int KERNELS = 6;
  private static final int PAUSE_SECONDS = 8;

  /** Heap and class metadata that are in use, in bytes, after what is garbage is gone. */
  private static final String MEMORY =
      """
      {
        for (_ <- 1 to 3) { System.gc(); Thread.sleep(200) }
        import scala.collection.JavaConverters._
        val pools = java.lang.management.ManagementFactory.getMemoryPoolMXBeans.asScala
        println(pools.filter(_.getCollectionUsage != null).map(_.getCollectionUsage.getUsed).sum +
          pools.filter(_.getName.matches("Metaspace")).map(_.getUsage.getUsed).sum)
      }""";

  private AttachBench() {}

  static void run() throws IOException, InterruptedException {
    System.out.println("A further kernel in a running session");
    try (GatewayProcess gateway = GatewayProcess.started(Bench.scratch())) {
      try (RawClient first = RawClient.connect(gateway, kernel(gateway))) {
        first.awaitDone(first.execute("1 + 1"));
        System.out.println(Figures.of("at once, one by one", attach(gateway, 0)).line());
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        long before = memory(first);
        System.out.println(
            Figures.of("after " + PAUSE_SECONDS + " s", attach(gateway, PAUSE_SECONDS)).line());
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        System.out.printf(
            Locale.ROOT,
            "  %-28s     %8.1f MB of the driver%n",
            "each keeps",
            (memory(first) - before) / 1e6 / KERNELS);
      }
    }
    long begin = System.nanoTime();
    try (SparkShell shell = SparkShell.start()) {
      shell.nanos("1 + 1");
      System.out.printf(
          Locale.ROOT,
          "  %-28s     %8.0f ms%n%n",
          "a further spark-shell",
          (System.nanoTime() - begin) / 1e6);
    }
  }

  /** From the request for a kernel to the reply of its first cell. */
  private static List<Long> attach(GatewayProcess gateway, int pauseSeconds)
      throws InterruptedException {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < KERNELS; i++) {
      long begin = System.nanoTime();
      try (RawClient client = RawClient.connect(gateway, kernel(gateway))) {
        client.awaitDone(client.execute("1 + 1"));
        nanos.add(System.nanoTime() - begin);
      }
      TimeUnit.SECONDS.sleep(pauseSeconds);
    }
    return nanos;
  }

  private static String kernel(GatewayProcess gateway) {
    String body = "{\"name\": \"scala\", \"env\": {\"HEARTH_SESSION\": \"bench\"}}";
    return gateway.json("POST", "/api/kernels", body).path("id").asText();
  }

  private static long memory(RawClient client) {
    String cell = client.execute(MEMORY);
    client.awaitDone(cell);
    return Long.parseLong(client.printed(cell).strip());
  }
}
