package dev.hearth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.client.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HearthCommandTest {
  @TempDir Path temp;

  private final Screen screen = Screen.piped();

  private int hearth(String... arguments) {
    return HearthCommand.commandLine(screen.terminal()).execute(arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up",
        "run",
        "data",
        "data mortgage",
        "sessions",
        "kernelspec",
        "kernelspec install",
        "kernelspec list",
        "kernelspec remove",
        "team",
        "team check",
        "team apply",
        "team remove",
        "stop",
        "doctor"
      })
  void everyCommandExplainsItselfWithExamples(String command) {
    int code = hearth((command + " --help").split(" "));

    assertThat(code).isEqualTo(ExitCode.OK);
    assertThat(screen.printed())
        .startsWith("Usage: hearth " + command)
        .contains("Examples:\n  hearth " + command.split(" ")[0]);
    assertThat(screen.printed().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void aloneItListsItsCommands() {
    assertThat(hearth()).isEqualTo(ExitCode.OK);
    assertThat(screen.printed()).contains("up ", "run ", "data ", "doctor ", "Exit codes: 0 done");
  }

  @Test
  void saysItsVersion() {
    assertThat(hearth("--version")).isEqualTo(ExitCode.OK);
    assertThat(screen.printed()).startsWith("hearth ").contains("Java 17");
  }

  @Test
  void aWrongCommandIsAnsweredBriefly() {
    assertThat(hearth("rnu")).isEqualTo(ExitCode.USAGE);
    assertThat(screen.complained())
        .isEqualTo(
            "hearth: cannot do anything with: rnu\n"
                + "  There are: up, run, data, sessions, upload, kernelspec, team, token, audit, stop, doctor, help\n"
                + "  See: hearth --help\n");
  }

  @Test
  void placesOfTeamsTakeAProgramOfTheirOwn() {
    System.setProperty("hearth.install", temp.toString());
    try {
      for (String command :
          List.of("apply teams.yaml", "remove a --file teams.yaml", "check teams.yaml --live")) {
        assertThat(hearth(("team " + command).split(" "))).isEqualTo(ExitCode.ENVIRONMENT);
      }
      assertThat(screen.complained()).contains("the program for teams is not built");
    } finally {
      System.clearProperty("hearth.install");
    }
  }

  @Test
  void oneTeamCanBeCheckedLiveOnly() {
    assertThat(hearth("team", "check", "teams.yaml", "--team", "a")).isEqualTo(ExitCode.USAGE);
    assertThat(screen.complained()).contains("--team goes with --live only");
  }

  @Test
  void aMissingNotebookIsWrongUsage() {
    assertThat(hearth("run", "nowhere.ipynb")).isEqualTo(ExitCode.USAGE);
    assertThat(screen.complained()).contains("hearth: there is no file nowhere.ipynb");
  }

  @Test
  void sessionsWithoutAGatewaySayHowToStartOne() {
    int code = hearth("sessions", "--home", temp.resolve("home").toString());

    assertThat(code).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(screen.complained()).contains("no gateway runs on the home", "hearth up");
  }

  @Test
  void stopIsDoneWhenNothingRuns() {
    assertThat(hearth("stop", "--home", temp.toString())).isEqualTo(ExitCode.OK);
    assertThat(screen.printed()).contains("No gateway runs on the home " + temp);
  }

  @Test
  void mortgageDataIsWrittenAndSummedUp() throws Exception {
    Path folder = temp.resolve("data");

    int code = hearth("data", "mortgage", "--rows", "1200", "--out", folder.toString());

    assertThat(code).isEqualTo(ExitCode.OK);
    assertThat(screen.printed())
        .contains("Wrote 1,200 rows of ", "Folder   " + folder, "--param data=" + folder);
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).contains("_SUCCESS");
    }
  }

  @Test
  void dataIsNeverMixedWithWhatIsThere() throws Exception {
    Files.writeString(temp.resolve("mine.csv"), "precious");

    int code = hearth("data", "mortgage", "--rows", "10", "--out", temp.toString());

    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(screen.complained()).contains("not empty");
    assertThat(temp.resolve("mine.csv")).hasContent("precious");
  }

  @Test
  void impossibleDataIsRefused() {
    String out = temp.resolve("data").toString();
    assertThat(hearth("data", "mortgage", "--rows", "0", "--out", out)).isEqualTo(ExitCode.USAGE);
    assertThat(hearth("data", "mortgage", "--rows", "5", "--fields", "109", "--out", out))
        .isEqualTo(ExitCode.USAGE);
    assertThat(screen.complained()).contains("rows must be", "fields must be 108, 110 or 113");
  }
}
