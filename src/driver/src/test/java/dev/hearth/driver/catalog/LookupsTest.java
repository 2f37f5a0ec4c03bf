package dev.hearth.driver.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How questions to a slow catalog are answered. */
class LookupsTest {
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final Lookups impatient = new Lookups(Duration.ZERO, Duration.ofMillis(50));

  private List<String> hang() {
    asked.incrementAndGet();
    try {
      hanging.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return List.of("late");
  }

  @Test
  void aCatalogThatHangsIsNotWaitedFor() {
    assertThat(impatient.ask("tables", this::hang)).isEmpty();
    hanging.countDown();
  }

  @Test
  void whileItHangsItIsAskedOnce() {
    impatient.ask("tables", this::hang);
    impatient.ask("tables", this::hang);
    assertThat(asked).hasValue(1);
    hanging.countDown();
  }

  @Test
  void whatCameLateIsKnownTheNextTime() {
    impatient.ask("tables", this::hang);
    hanging.countDown();
    await()
        .until(
            () -> impatient.ask("tables", () -> List.of("now")),
            Optional.of(List.of("now"))::equals);
    CountDownLatch again = new CountDownLatch(1);
    Optional<List<String>> meanwhile =
        impatient.ask(
            "tables",
            () -> {
              try {
                again.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return List.of("never");
            });
    again.countDown();
    assertThat(meanwhile).contains(List.of("now"));
  }

  @Test
  void whatFailsHasNoAnswer() {
    Optional<String> answer =
        new Lookups(Duration.ZERO, Duration.ofMinutes(1))
            .ask(
                "schema",
                () -> {
                  throw new IllegalStateException("no such table");
                });
    assertThat(answer).isEmpty();
  }

  @Test
  void aFreshAnswerIsGivenAgain() {
    Lookups lookups = new Lookups(Duration.ofMinutes(1), Duration.ofMinutes(1));
    lookups.ask("n", asked::incrementAndGet);
    assertThat(lookups.ask("n", asked::incrementAndGet)).contains(1);
  }
}
