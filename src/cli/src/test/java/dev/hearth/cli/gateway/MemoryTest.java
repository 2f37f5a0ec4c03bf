package dev.hearth.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryTest {
  private static final long GIB = 1L << 30;

  @Test
  void tooLittleIsToldWithTheNumbersAndTheWayOut() {
    assertThat(new Memory(2 * GIB, GIB / 2).shortage())
        .get()
        .asString()
        .contains("only 512 MB", "2.0 GB in all", "Close other programs");
  }

  @Test
  void enoughIsNotTalkedOf() {
    assertThat(new Memory(8 * GIB, 6 * GIB).shortage()).isEmpty();
  }

  @Test
  void readsWhatLinuxSaysIsAvailable() {
    assertThat(Memory.available("MemTotal: 100 kB\nMemAvailable:     42 kB\n")).contains(43008L);
    assertThat(Memory.available("MemTotal: 100 kB\n")).isEmpty();
  }

  @Test
  void thisMachineHasSome() {
    Memory memory = Memory.ofMachine();
    assertThat(memory.available()).isPositive().isLessThanOrEqualTo(memory.total());
  }
}
