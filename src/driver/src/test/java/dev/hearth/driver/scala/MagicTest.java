package dev.hearth.driver.scala;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MagicTest {
  @Test
  void theFirstWordOfACellNamesItsLanguage() {
    Magic magic = Magic.of("\n%%sql\nselect 1").orElseThrow();
    assertThat(magic.isSql()).isTrue();
    assertThat(magic.body()).isEqualTo("\n     \nselect 1");
  }

  @Test
  void theBodyMayStartOnTheSameLine() {
    assertThat(Magic.of("%%sql select 1").orElseThrow().body()).isEqualTo("      select 1");
  }

  @Test
  void scalaCellsHaveNone() {
    assertThat(Magic.of("val x = 5 %% 3")).isEmpty();
    assertThat(Magic.of("")).isEmpty();
  }
}
