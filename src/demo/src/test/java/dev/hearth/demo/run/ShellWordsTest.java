package dev.hearth.demo.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShellWordsTest {
  @Test
  void quotesAndBackslashesKeepBlanksTogether() {
    assertThat(ShellWords.split("--conf \"a=b c\"  --conf 'd=\"e\\f\"' g\\ h \"\""))
        .containsExactly("--conf", "a=b c", "--conf", "d=\"e\\f\"", "g h", "");
  }

  @Test
  void aBackslashInDoubleQuotesStaysBeforeAnOrdinaryCharacter() {
    assertThat(ShellWords.split("\"\\d \\\" \\\\\"")).containsExactly("\\d \" \\");
  }

  @Test
  void aQuoteMustBeClosed() {
    assertThatThrownBy(() -> ShellWords.split("--conf 'a=b"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
