package dev.hearth.onboarding;

import dev.hearth.client.ExitCode;
import dev.hearth.client.Failure;
import dev.hearth.onboarding.run.Refusals;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The program. {@code hearth team} starts it with the name of what to do and its options, which are
 * the same as the command's own.
 */
@Command(name = "hearth-onboarding", description = "Started by 'hearth team'.")
public final class Onboarding {
  private Onboarding() {}

  public static void main(String[] arguments) {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    int code =
        commandLine(out, err, Boolean.getBoolean("hearth.colour"), Connections.standard())
            .execute(arguments);
    System.exit(code);
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** The whole program, printing where the caller says. */
  static CommandLine commandLine(
      PrintStream out, PrintStream err, boolean colour, Connections connections) {
    Console console = new Console(out, colour, connections);
    CommandLine line =
        new CommandLine(new Onboarding())
            .addSubcommand(new ApplyTeams(console))
            .addSubcommand(new RemoveTeam(console))
            .addSubcommand(new CheckTeams(console));
    line.setParameterExceptionHandler(
        (e, given) -> failed(err, Failure.usage(e.getMessage(), "See: hearth team --help")));
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          if ("1".equals(System.getenv("HEARTH_DEBUG"))) {
            e.printStackTrace(err);
          }
          return failed(err, inWords(e));
        });
    return line;
  }

  private static Failure inWords(Exception e) {
    if (e instanceof Failure failure) {
      return failure;
    }
    if (e instanceof SdkException || e instanceof KubernetesClientException) {
      RuntimeException answer = (RuntimeException) e;
      return Failure.environment(Refusals.words(answer), Refusals.fix(answer), e);
    }
    return Failure.environment("unexpected: " + e, "HEARTH_DEBUG=1 shows where it came from.", e);
  }

  private static int failed(PrintStream err, Failure failure) {
    err.println("hearth: " + failure.getMessage());
    failure.fix().lines().forEach(line -> err.println("  " + line));
    return failure.exitCode() == ExitCode.USAGE ? ExitCode.USAGE : ExitCode.ENVIRONMENT;
  }
}
