package dev.hearth.bench;

import dev.hearth.e2e.GatewayProcess;
import dev.hearth.e2e.RawClient;
import dev.hearth.e2e.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Measures and prints. Arguments: any of {@code cells}, {@code lines}, {@code start}, {@code
 * attach}, {@code bridge}, {@code completion}, {@code mortgage}.
 */
public final class Bench {
  private static final int WARM_UP = 1_500;
  private static final int MEASURED = 300;
  private static final String TRIVIAL = "1 + 1";
  private static final int LINES = 200_000;
  private static final String PRINTING = "for (i <- 1 to " + LINES + ") println(i)";
  private static final int LINE_RUNS = 45;
  private static final int LINE_WARM_UP = 30;

  /** A session warms up in the background at first, which a bare interpreter does not. */
  private static final int SETTLING_SECONDS = 10;

  private Bench() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    for (String what :
        arguments.length == 0 ? new String[] {"start", "cells", "lines"} : arguments) {
      switch (what) {
        case "cells":
          cells();
          break;
        case "lines":
          lines();
          break;
        case "attach":
          AttachBench.run();
          break;
        case "bridge":
          BridgeBench.run();
          break;
        case "completion":
          CompletionBench.run();
          break;
        case "start":
          StartBench.run();
          break;
        case "mortgage":
          MortgageBench.run();
          break;
        default:
          throw new IllegalArgumentException(
              "There is no benchmark '"
                  + what
                  + "'. There are: start, cells, lines, attach, bridge, completion, mortgage.");
      }
    }
  }

  private static void cells() throws IOException, InterruptedException {
    System.out.println("Trivial cell (" + TRIVIAL + "), after " + WARM_UP + " of them");
    List<Long> bare = BareProcess.run("repeat", Integer.toString(WARM_UP + MEASURED), TRIVIAL);
    Figures baseline = Figures.of("bare interpreter", bare.subList(WARM_UP, bare.size()));
    List<Long> outside = new ArrayList<>();
    Figures through =
        Figures.of("through the gateway", throughGateway(TRIVIAL, WARM_UP, MEASURED, outside));
    System.out.println(sparkShell().line());
    System.out.println(baseline.line());
    System.out.println(through.line());
    System.out.println(Figures.of("  of it outside the cell", outside).line());
    System.out.printf(
        Locale.ROOT,
        "  the gateway adds %.2f ms to the median, ratio %.2f%n%n",
        through.millis(0.5) - baseline.millis(0.5),
        through.millis(0.5) / baseline.millis(0.5));
  }

  private static Figures sparkShell() throws IOException {
    List<Long> nanos = new ArrayList<>();
    try (SparkShell shell = SparkShell.start()) {
      for (int i = 0; i < WARM_UP + MEASURED; i++) {
        nanos.add(shell.nanos(TRIVIAL));
      }
    }
    return Figures.of("spark-shell", nanos.subList(WARM_UP, nanos.size()));
  }

  private static void lines() throws IOException, InterruptedException {
    System.out.println(LINES + " printed lines");
    List<Long> bare = BareProcess.run("repeat", Integer.toString(LINE_RUNS), PRINTING);
    Figures baseline = Figures.of("bare interpreter", bare.subList(LINE_WARM_UP, LINE_RUNS));
    List<Long> outside = new ArrayList<>();
    Figures through =
        Figures.of(
            "through the gateway",
            throughGateway(PRINTING, LINE_WARM_UP, LINE_RUNS - LINE_WARM_UP, outside));
    System.out.println(baseline.line());
    System.out.println(through.line());
    System.out.println(Figures.of("  of it outside the cell", outside).line());
    System.out.printf(
        Locale.ROOT,
        "  %.0f k lines/s of %.0f k: %.0f %% of the bare rate%n%n",
        LINES / through.millis(0.5),
        LINES / baseline.millis(0.5),
        100 * baseline.millis(0.5) / through.millis(0.5));
  }

  /**
   * From sending the request to reply and idle, as a client sees it.
   *
   * @param outside gets, of each, the part that was not between the kernel's {@code execute_input}
   *     and its reply: the way there and back, and the kernel's rules
   */
  private static List<Long> throughGateway(
      String code, int warmUp, int measured, List<Long> outside)
      throws IOException, InterruptedException {
    List<Long> nanos = new ArrayList<>();
    try (GatewayProcess gateway = GatewayProcess.started(scratch());
        RawClient client = RawClient.connect(gateway, gateway.startKernel("scala"))) {
      client.awaitDone(client.execute("0"));
      TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
      for (int i = 0; i < warmUp + measured; i++) {
        long begin = System.nanoTime();
        String cell = client.execute(code);
        long end = client.awaitIdle(cell, Duration.ofSeconds(60));
        if (i >= warmUp) {
          nanos.add(end - begin);
          outside.add(end - begin - inside(client, cell));
        }
        client.forget();
      }
    }
    return nanos;
  }

  private static long inside(RawClient client, String cell) {
    return Duration.between(
            date(client, cell, "execute_input"), date(client, cell, "execute_reply"))
        .toNanos();
  }

  private static Instant date(RawClient client, String cell, String type) {
    return client.of(cell).stream()
        .filter(message -> message.type().equals(type))
        .map(Received::date)
        .findFirst()
        .orElseThrow();
  }

  /** A new folder that goes with the build. */
  static Path scratch() throws IOException {
    return Files.createTempDirectory(repository().resolve("bench/target"), "run");
  }

  static Path repository() {
    return Path.of("").toAbsolutePath();
  }
}
