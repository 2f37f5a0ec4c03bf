package dev.hearth.driver.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.driver.magic.Magic.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a cell is taken apart, and a magic's line. */
class MagicTextTest {
  private static final Magic KEEP =
      new Magic(
          "keep",
          Kind.CELL,
          "TEXT",
          "Keeps.",
          List.of(new MagicOption("-o", "NAME", "under a name"), MagicOption.flag("-q", "quietly")),
          true,
          call -> MagicCall.done());

  private static MagicText split(String text) {
    return MagicText.of(text, (kind, name) -> !name.equals("foreign"));
  }

  @Test
  void aCellMagicTakesTheCellAndAllElseKeepsItsPlace() {
    MagicText text = split("\n%%sql -o x\nselect 1");
    assertThat(text.cell().orElseThrow().name()).isEqualTo("sql");
    assertThat(text.cell().orElseThrow().arguments()).isEqualTo(" -o x");
    assertThat(text.code()).isEqualTo("\n          \nselect 1");
  }

  @Test
  void lineMagicsStandBeforeTheCode() {
    MagicText text = split("// look\n%info\n\n%conf a b\nval x = 5 % 3\n%not");
    assertThat(text.lines()).extracting(MagicText.Called::name).containsExactly("info", "conf");
    assertThat(text.code()).isEqualTo("// look\n     \n\n         \nval x = 5 % 3\n%not");
  }

  @Test
  void codeWithoutMagicsIsLeftAlone() {
    assertThat(split("val x = 5 %% 3").code()).isEqualTo("val x = 5 %% 3");
    assertThat(split("%foreign x").lines()).isEmpty();
    assertThat(split("").lines()).isEmpty();
  }

  @Test
  void optionsComeFirstAndTheRestIsTheOperands() throws MagicException {
    Arguments arguments = Arguments.parse(KEEP, " -q -o 'a b' some  text -x");
    assertThat(arguments.has("-q")).isTrue();
    assertThat(arguments.value("-o")).contains("a b");
    assertThat(arguments.rest()).isEqualTo("some  text -x");
    assertThat(arguments.words()).containsExactly("some", "text", "-x");
    assertThat(Arguments.parse(KEEP, " -o=name").value("-o")).contains("name");
  }

  @Test
  void anUnknownOptionSuggestsTheNearest() {
    assertThatThrownBy(() -> Arguments.parse(KEEP, " -p"))
        .isInstanceOf(MagicException.class)
        .hasMessageContaining("no option -p")
        .hasMessageContaining("%%keep [-o NAME] [-q] TEXT");
    assertThatThrownBy(() -> Arguments.parse(KEEP, " -o")).hasMessageContaining("-o needs NAME");
  }

  @Test
  void timesAreReadable() {
    assertThat(Timing.text(850)).isEqualTo("850 ns");
    assertThat(Timing.text(12_340)).isEqualTo("12.3 µs");
    assertThat(Timing.text(1_200_000_000)).isEqualTo("1.20 s");
  }
}
