package dev.hearth.gateway.kernel.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PositionTableTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("positions");
  }

  @Test
  void keepsThePositionsOfManyKeys() throws IOException {
    try (PositionTable table = PositionTable.open(file, 100)) {
      for (int key = 0; key < 100; key++) {
        table.advance(key, key * 10L);
      }
    }
    try (PositionTable table = PositionTable.open(file, 100)) {
      for (int key = 0; key < 100; key++) {
        assertThat(table.get(key)).isEqualTo(OptionalLong.of(key * 10L));
      }
      assertThat(table.get(100)).isEmpty();
    }
  }

  @Test
  void neverGoesBack() throws IOException {
    try (PositionTable table = PositionTable.open(file, 4)) {
      table.advance(1, 10);
      table.advance(1, 9);
      assertThat(table.get(1)).hasValue(10);
    }
  }

  @Test
  void forgetsTheKeyThatWasWrittenLongestAgo() throws IOException {
    try (PositionTable table = PositionTable.open(file, 3)) {
      table.advance(1, 1);
      table.advance(2, 1);
      table.advance(3, 1);
      table.advance(1, 2);
      table.advance(4, 1);
    }
    try (PositionTable table = PositionTable.open(file, 3)) {
      assertThat(table.get(2)).isEmpty();
      assertThat(table.get(1)).hasValue(2);
      assertThat(table.get(3)).hasValue(1);
      assertThat(table.get(4)).hasValue(1);
      table.advance(5, 1);
      assertThat(table.get(3)).isEmpty();
    }
  }

  @Test
  void fallsBackToThePositionBeforeIfTheLastWriteWasTorn() throws IOException {
    byte[] before;
    byte[] after;
    try (PositionTable table = PositionTable.open(file, 1)) {
      table.advance(7, 0x1111_1111);
      before = Files.readAllBytes(file);
      table.advance(7, 0x2222_2222);
      after = Files.readAllBytes(file);
    }
    for (int written = 0; written <= before.length; written++) {
      byte[] torn = before.clone();
      System.arraycopy(after, 0, torn, 0, written);
      Files.write(file, torn);
      try (PositionTable table = PositionTable.open(file, 1)) {
        assertThat(table.get(7).orElseThrow()).isIn(0x1111_1111L, 0x2222_2222L);
      }
    }
  }

  @Test
  void takesItsSpaceOnTheDiskAtOnce() throws IOException {
    try (PositionTable table = PositionTable.open(file, 10)) {
      long size = Files.size(file);
      for (int key = 0; key < 30; key++) {
        table.advance(key, 1);
      }
      assertThat(Files.size(file)).isEqualTo(size);
    }
  }

  @Test
  void givesDifferentNamesDifferentKeys() {
    assertThat(PositionTable.key("tab 1")).isNotEqualTo(PositionTable.key("tab 2"));
    assertThat(PositionTable.key("")).isEqualTo(PositionTable.key(""));
  }
}
