package dev.hearth.onboarding;

import dev.hearth.client.ExitCode;
import dev.hearth.onboarding.run.Remove;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code remove}. */
@Command(name = "remove")
final class RemoveTeam implements Callable<Integer> {
  @Parameters private String team;

  @Option(names = "--file", required = true)
  private Path file;

  @Option(names = "--stop-sessions")
  private boolean stopSessions;

  @Option(names = "--delete-logs")
  private boolean deleteLogs;

  @Option(names = "--yes")
  private boolean yes;

  @Option(names = "--any-endpoint")
  private boolean anyEndpoint;

  private final Console console;

  RemoveTeam(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return console.at(
        file,
        anyEndpoint,
        site -> {
          new Remove(
                  site,
                  console.report(),
                  new Remove.Choices(stopSessions, deleteLogs),
                  name -> yes || isTyped(name))
              .run(site.places(Optional.of(team)).get(0));
          return ExitCode.OK;
        });
  }

  private boolean isTyped(String name) {
    console.out().print("Type the team's name to remove all that is marked with -: ");
    console.out().flush();
    try {
      String typed =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return typed != null && typed.strip().equals(name);
    } catch (IOException e) {
      throw new UncheckedIOException("The answer cannot be read", e);
    }
  }
}
