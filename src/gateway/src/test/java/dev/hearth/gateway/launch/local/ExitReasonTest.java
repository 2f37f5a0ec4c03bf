package dev.hearth.gateway.launch.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitReasonTest {
  private static final Path LOG = Path.of("sessions/1/driver.log");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | IllegalArgumentException: System memory must be at least 471859200 | driver-memory",
        "1 | java.lang.OutOfMemoryError: GC overhead limit exceeded | GC overhead limit exceeded",
        "1 | Error: Could not reserve enough space for 4194304KB object heap | free memory",
        "1 | java.lang.UnsupportedClassVersionError: dev/hearth/Driver | Java 17",
        "1 | Error: Could not find or load main class dev.hearth.driver.X | HEARTH_DRIVER_DIST",
        "1 | java.net.BindException: Address already in use | port",
        "137 | nothing special | operating system",
        "143 | nothing special | signal 15",
        "134 | nothing special | signal 6",
      })
  void theLogTellsWhy(int code, String line, String expected) {
    assertThat(ExitReason.of(OptionalInt.of(code), "before\n" + line + "\nafter", LOG))
        .contains(expected)
        .endsWith("Its log: " + LOG);
  }

  @Test
  void aDriverThatLeftInOrderIsNotSaidToHaveRunOutOfMemory() {
    assertThat(ExitReason.of(OptionalInt.of(0), "java.lang.OutOfMemoryError: in a cell", LOG))
        .contains("exit code 0")
        .doesNotContain("memory");
  }

  @Test
  void ofAnAdoptedDriverOnlyTheLogTells() {
    assertThat(ExitReason.of(OptionalInt.empty(), "java.lang.OutOfMemoryError: x", LOG))
        .contains("has ended")
        .contains("OutOfMemoryError: x");
  }
}
