package dev.hearth.cli.gateway;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --home}, the same in every command that has it. */
public final class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "${env:HEARTH_HOME:-.hearth}",
      description =
          "Folder with all state of the gateway (HEARTH_HOME; default: '.hearth' in the"
              + " current folder).")
  private Path home;

  public Home home() {
    return new Home(home);
  }
}
