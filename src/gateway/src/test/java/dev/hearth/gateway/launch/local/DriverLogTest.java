package dev.hearth.gateway.launch.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverLogTest {
  @TempDir Path folder;

  @Test
  void theTailIsTheLastLines() throws Exception {
    DriverLog log = new DriverLog(folder.resolve("driver.log"));
    assertThat(log.tail(2)).isEmpty();
    Files.writeString(log.file(), "one\ntwo\nthree\n");
    assertThat(log.tail(2)).hasValue("two\nthree");
    assertThat(log.tail(9)).hasValue("one\ntwo\nthree");
  }

  @Test
  void aLogThatGrewTooLargeBeginsAnewWhileItIsWritten() throws Exception {
    DriverLog log = new DriverLog(folder.resolve("driver.log"));
    try (OutputStream driver =
        Files.newOutputStream(log.file(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      driver.write("one\ntwo\n".getBytes(StandardCharsets.UTF_8));
      log.limit(100);
      assertThat(log.file()).hasSize(8);
      log.limit(7);
      assertThat(Permissions.of(folder.resolve("driver.log.1"))).isEqualTo("rw-------");
      driver.write("three\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(log.file()).hasContent("three");
    assertThat(log.tail(2)).hasValue("two\nthree");
  }
}
