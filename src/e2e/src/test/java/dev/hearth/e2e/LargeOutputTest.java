package dev.hearth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Outputs of every size, and clients that do not keep up. The gateway has a heap of 256 MB. */
@ExtendWith(SharedGateway.class)
class LargeOutputTest {
  private final GatewayProcess gateway = SharedGateway.gateway();
  private final String kernel = SharedGateway.kernel();

  @Test
  void twoHundredThousandLinesArriveComplete() {
    try (RawClient client = RawClient.connect(gateway, kernel)) {
      String cell = client.execute("for (i <- 1 to 200000) println(i)");
      client.awaitDone(cell);
      String printed = client.printed(cell);
      assertThat(printed.lines().count()).isEqualTo(200_000);
      assertThat(printed).startsWith("1\n2\n").endsWith("\n199999\n200000\n");
    }
  }

  @Test
  void anOutputOfFiftyMegabytesArrivesOnAnUnlimitedSocket() {
    try (RawClient client = RawClient.connect(gateway, kernel)) {
      String cell = client.execute("html(\"x\" * 50000000)");
      client.awaitDone(cell);
      assertThat(client.of(cell))
          .anySatisfy(
              message ->
                  assertThat(message.content().path("data").path("text/html").asText().length())
                      .isEqualTo(50_000_000));
    }
  }

  @Test
  void anOutputAboveAClientsFrameLimitIsReplacedByANotice() {
    try (RawClient client =
        RawClient.connect(gateway, kernel, UUID.randomUUID().toString(), Framing.LEGACY)) {
      String cell = client.execute("html(\"x\" * 20000000); println(\"still here\")");
      client.awaitDone(cell);
      assertThat(client.printed(cell)).contains("still here", "/journal/");
      assertThat(client.closeCode()).isZero();
    }
  }

  @Test
  void aClientThatStopsReadingStallsNobody() {
    try (RawClient stalled = RawClient.connect(gateway, kernel);
        RawClient reader = RawClient.connect(gateway, kernel)) {
      stalled.stopReading();
      for (int i = 0; i < 8; i++) {
        String cell = reader.execute("val line = \"y\" * 999; for (i <- 1 to 50000) println(line)");
        reader.awaitDone(cell, Duration.ofSeconds(120));
        assertThat(reader.printed(cell)).hasSize(50_000_000);
        reader.forget();
      }
      assertThat(gateway.residentBytes()).isLessThan(700L << 20);
    }
  }
}
