package dev.hearth.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.cli.Screen;
import org.junit.jupiter.api.Test;

class CellScreenTest {

  @Test
  void linesComeAsTheyAreFinished() {
    Screen screen = Screen.piped();
    CellScreen cell = new CellScreen(screen.terminal());

    cell.stream("one\ntw");
    cell.flush();
    assertThat(screen.printed()).isEqualTo("one\n");

    cell.stream("o\n");
    cell.flush();
    assertThat(screen.printed()).isEqualTo("one\ntwo\n");
  }

  @Test
  void theLastLineNeedsNoEnd() {
    Screen screen = Screen.piped();
    CellScreen cell = new CellScreen(screen.terminal());
    cell.stream("no end");
    cell.finish();
    assertThat(screen.printed()).isEqualTo("no end\n");
  }

  @Test
  void elsewhereThanOnATerminalProgressIsPrintedInItsFinalForm() {
    Screen screen = Screen.piped();
    CellScreen cell = new CellScreen(screen.terminal());
    for (int i = 0; i <= 100; i++) {
      cell.show("progress", i + " %");
      cell.stream("\rstep " + i);
      cell.flush();
    }
    cell.finish();
    assertThat(screen.printed()).isEqualTo("step 100\n100 %\n");
  }

  @Test
  void styleIsTakenOutWhereThereIsNoColour() {
    Screen screen = Screen.piped();
    CellScreen cell = new CellScreen(screen.terminal());
    cell.stream("\u001b[31mred\u001b[0m\n");
    cell.show("\u001b[1mbold\u001b[0m");
    cell.finish();
    assertThat(screen.printed()).isEqualTo("red\nbold\n");
  }

  @Test
  void onATerminalProgressIsRedrawnBelowWhatIsPrinted() {
    Screen screen = Screen.live(40);
    CellScreen cell = new CellScreen(screen.terminal());

    cell.show("p", "stage 1\n 10 %");
    cell.flush();
    assertThat(screen.visible()).isEqualTo("stage 1\n 10 %");

    cell.stream("first\n");
    cell.show("p", "stage 2\n 20 %");
    cell.flush();
    assertThat(screen.visible()).isEqualTo("first\nstage 2\n 20 %");

    cell.stream("second\nthi");
    cell.flush();
    assertThat(screen.visible()).isEqualTo("first\nsecond\nthi\nstage 2\n 20 %");

    cell.stream("rd\n");
    cell.show("p", "done");
    cell.finish();
    assertThat(screen.visible()).isEqualTo("first\nsecond\nthird\ndone\n");
  }

  @Test
  void onATerminalAnUnfinishedLineIsSeenAtOnce() {
    Screen screen = Screen.live(40);
    CellScreen cell = new CellScreen(screen.terminal());
    cell.stream("loading ");
    cell.flush();
    assertThat(screen.visible()).isEqualTo("loading ");
    cell.stream("\rloaded\n");
    cell.finish();
    assertThat(screen.visible()).isEqualTo("loaded\n");
  }

  @Test
  void aLongUnfinishedLineIsRedrawnWhereItBegan() {
    Screen screen = Screen.live(20);
    CellScreen cell = new CellScreen(screen.terminal());
    cell.stream("above\n" + "x".repeat(45));
    cell.flush();
    cell.stream("y\nbelow\n");
    cell.finish();
    assertThat(screen.visible())
        .isEqualTo("above\n" + "x".repeat(20) + "\n" + "x".repeat(20) + "\n" + "xxxxxy\nbelow\n");
  }

  @Test
  void aDisplayThatIsWiderThanTheTerminalIsCutWhileItChanges() {
    Screen screen = Screen.live(20);
    CellScreen cell = new CellScreen(screen.terminal());
    for (int i = 0; i < 3; i++) {
      cell.show("p", i + "-".repeat(50));
      cell.flush();
    }
    assertThat(screen.visible()).isEqualTo("2" + "-".repeat(18));
  }

  @Test
  void whatIsClearedIsGoneUnlessItWasFinished() {
    Screen screen = Screen.live(40);
    CellScreen cell = new CellScreen(screen.terminal());
    cell.stream("kept\nunfinished");
    cell.show("p", "1 %");
    cell.flush();
    cell.clear();
    cell.finish();
    assertThat(screen.visible()).isEqualTo("kept\n");
  }
}
