package dev.hearth.gateway.team.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
  private Instant now = Instant.parse("2026-03-04T12:00:00Z");
  private final LoginThrottle throttle =
      new LoginThrottle(
          new Clock() {
            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now;
            }
          });

  private void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      throttle.failed(address, "guess-" + i);
    }
  }

  @Test
  void tenFailuresInAMinuteLockAnAddressOutForHalfAMinute() {
    fail("10.0.0.1", 9);
    assertThat(throttle.locked("10.0.0.1")).isEmpty();
    assertThat(throttle.failed("10.0.0.1", "the tenth")).isEqualTo(LoginThrottle.Failure.LOCKS);
    assertThat(throttle.locked("10.0.0.1")).hasValue(Duration.ofSeconds(30));
    assertThat(throttle.locked("10.0.0.2")).isEmpty();

    now = now.plusSeconds(30);
    assertThat(throttle.locked("10.0.0.1")).isEmpty();
  }

  @Test
  void eachFurtherLockIsTwiceAsLongUpToAQuarterOfAnHour() {
    for (long seconds : new long[] {30, 60, 120, 240, 480, 900, 900}) {
      fail("10.0.0.1", LoginThrottle.FAILURES);
      assertThat(throttle.locked("10.0.0.1")).hasValue(Duration.ofSeconds(seconds));
      now = now.plusSeconds(seconds);
    }
  }

  @Test
  void theSameWrongCredentialCountsOnce() {
    for (int i = 0; i < 1000; i++) {
      throttle.failed("10.0.0.1", "of a browser tab of yesterday");
    }
    assertThat(throttle.locked("10.0.0.1")).isEmpty();
  }

  @Test
  void slowFailuresAndOldOnesAreForgiven() {
    for (int i = 0; i < 30; i++) {
      throttle.failed("10.0.0.1", "guess-" + i);
      now = now.plusSeconds(10);
    }
    assertThat(throttle.locked("10.0.0.1")).isEmpty();

    fail("10.0.0.1", LoginThrottle.FAILURES);
    now = now.plus(Duration.ofHours(2));
    fail("10.0.0.1", LoginThrottle.FAILURES);
    assertThat(throttle.locked("10.0.0.1")).hasValue(Duration.ofSeconds(30));
  }
}
