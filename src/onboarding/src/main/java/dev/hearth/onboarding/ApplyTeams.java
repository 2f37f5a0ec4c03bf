package dev.hearth.onboarding;

import dev.hearth.client.ExitCode;
import dev.hearth.onboarding.run.Apply;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code apply}. */
@Command(name = "apply")
final class ApplyTeams implements Callable<Integer> {
  @Parameters private Path file;

  @Option(names = "--team")
  private Optional<String> team;

  @Option(names = "--dry-run")
  private boolean dryRun;

  @Option(names = "--adopt")
  private boolean adopt;

  @Option(names = "--any-endpoint")
  private boolean anyEndpoint;

  private final Console console;

  ApplyTeams(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return console.at(
        file,
        anyEndpoint,
        site -> {
          new Apply(site, console.report(), dryRun, adopt).run(site.places(team));
          return ExitCode.OK;
        });
  }
}
