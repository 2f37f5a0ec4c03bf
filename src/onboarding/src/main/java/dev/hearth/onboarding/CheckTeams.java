package dev.hearth.onboarding;

import dev.hearth.client.ExitCode;
import dev.hearth.onboarding.run.Check;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check}. */
@Command(name = "check")
final class CheckTeams implements Callable<Integer> {
  @Parameters private Path file;

  @Option(names = "--team")
  private Optional<String> team;

  @Option(names = "--any-endpoint")
  private boolean anyEndpoint;

  private final Console console;

  CheckTeams(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    boolean right =
        console.at(
            file,
            anyEndpoint,
            site -> new Check(site, console.report(), file).run(site.places(team)));
    return right ? ExitCode.OK : ExitCode.ENVIRONMENT;
  }
}
