package dev.hearth.driver.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.driver.kernel.CellOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of a failure apart from its frames. */
class FailuresTest {
  @Test
  void memoryOfTheDriverIsNotThatOfAnExecutor() {
    assertThat(Failures.advice(new OutOfMemoryError("Java heap space")).orElseThrow())
        .startsWith("The session's driver ran out of memory.");
  }

  @Test
  void theFullTraceIsKeptWithTheFailureAndBounded() {
    Exception error = new IllegalStateException("x".repeat(1_000_000));
    CellOutcome.Failed failed = (CellOutcome.Failed) Failures.outcome(error);

    assertThat(failed.fullTrace().orElseThrow()).startsWith("java.lang.IllegalStateException: xxx");
    assertThat(failed.fullTrace().orElseThrow().length()).isLessThan(250_000);
    assertThat(failed.message().length()).isLessThan(10_000);
  }

  @Test
  void namesAreNearIfFewLettersDiffer() {
    assertThat(Nearest.to("amonut", List.of("id", "amount", "account"))).contains("amount");
    assertThat(Nearest.to("Amount", List.of("amount"))).contains("amount");
    assertThat(Nearest.to("x", List.of("y", "id"))).isEmpty();
    assertThat(Nearest.to("nothing", List.of("amount"))).isEmpty();
  }
}
