package dev.hearth.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir Path temp;

  @Test
  void showsTheLastLinesWithoutTheDepthsOfTraces() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      text.append("line ").append(i).append('\n');
    }
    Path log = Files.writeString(temp.resolve("l"), text + "Caused by: X\n\tat deep.Down(1)\n");

    assertThat(LogTail.of(log))
        .contains(log.toString(), "line 49\nCaused by: X")
        .doesNotContain("deep", "line 30\n");
  }

  @Test
  void saysWhenThereIsNothing() throws Exception {
    assertThat(LogTail.of(Files.createFile(temp.resolve("empty")))).contains("wrote nothing");
    assertThat(LogTail.of(temp.resolve("none"))).contains("cannot be read");
  }
}
