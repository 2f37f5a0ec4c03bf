package dev.hearth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WordingTest {
  @Test
  void durationsHaveTheDigitsThatMatter() {
    assertThat(Wording.duration(Duration.ofMillis(40))).isEqualTo("0.0 s");
    assertThat(Wording.duration(Duration.ofMillis(2345))).isEqualTo("2.3 s");
    assertThat(Wording.duration(Duration.ofMillis(9960))).isEqualTo("10 s");
    assertThat(Wording.duration(Duration.ofSeconds(65))).isEqualTo("1 min 5 s");
    assertThat(Wording.duration(Duration.ofMinutes(123))).isEqualTo("2 h 3 min");
  }

  @Test
  void sizesAndCounts() {
    assertThat(Wording.size(512)).isEqualTo("512 bytes");
    assertThat(Wording.size(1536)).isEqualTo("1.5 KB");
    assertThat(Wording.size(20L << 30)).isEqualTo("20 GB");
    assertThat(Wording.count(1, "cell")).isEqualTo("1 cell");
    assertThat(Wording.count(12_000, "row")).isEqualTo("12,000 rows");
  }

  @Test
  void shorteningNeverCutsACharacterInTwo() {
    assertThat(Wording.shortened("short", 10)).isEqualTo("short");
    assertThat(Wording.shortened("\ud83d\udd25\ud83d\udd25\ud83d\udd25", 2))
        .isEqualTo("\ud83d\udd25…");
  }
}
