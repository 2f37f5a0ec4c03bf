package dev.hearth.cli.gateway;

import dev.hearth.cli.Terminal;
import dev.hearth.client.ExitCode;
import dev.hearth.client.Failure;
import dev.hearth.client.JupyterApi;
import dev.hearth.client.SparkSession;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearth upload}: hands files to a session, for {@code %addjar}. */
@Command(
    name = "upload",
    mixinStandardHelpOptions = true,
    description = "Hand jars or other files to a Spark session.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hearth upload target/features.jar           to the only session that runs",
      "  hearth upload features.jar --session etl    to one of several; then, in a cell:",
      "                                              %%addjar features.jar",
      "",
      "Exit codes: 0 uploaded, 2 wrong usage, 3 no gateway or refused."
    })
public final class UploadCommand implements Callable<Integer> {
  /** As the gateway takes them. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,199}");

  private static final long MOST_BYTES = 64L << 20;

  @Mixin private GatewayOptions options;

  @Option(
      names = "--session",
      paramLabel = "NAME-OR-ID",
      defaultValue = "",
      description =
          "Which session, by its name or the beginning of its id; '%%sessions' lists them.")
  private String wanted;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files; they keep their names.")
  private List<Path> files;

  private final Terminal terminal;

  public UploadCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    for (Path file : files) {
      check(file);
    }
    JupyterApi api = new JupyterApi(HttpClient.newHttpClient(), options.require());
    SparkSession session = choose(api.sparkSessions());
    for (Path file : files) {
      api.upload(session.id(), file);
      terminal.line("Uploaded " + file.getFileName() + " to session " + session.id());
    }
    return ExitCode.OK;
  }

  private static void check(Path file) {
    if (!Files.isRegularFile(file)) {
      throw Failure.usage("there is no file " + file, "Say the path of a file.");
    }
    if (!NAME.matcher(file.getFileName().toString()).matches()) {
      throw Failure.usage(
          "a session cannot keep a file of the name " + file.getFileName(),
          "Rename it: letters, digits and . _ + - are fine.");
    }
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw Failure.usage(
            file + " is larger than 64 MB, which is the most for one file",
            "Put it where the session can read it, and say its path or URL to %addjar.");
      }
    } catch (IOException e) {
      throw Failure.usage("cannot read " + file + ": " + e.getMessage(), "May you read it?");
    }
  }

  private SparkSession choose(List<SparkSession> sessions) {
    List<SparkSession> meant =
        wanted.isEmpty()
            ? sessions
            : sessions.stream().filter(session -> session.isMeantBy(wanted)).toList();
    if (meant.size() == 1) {
      return meant.get(0);
    }
    if (sessions.isEmpty()) {
      throw Failure.usage("no session runs", "Start a notebook first.");
    }
    String what = meant.isEmpty() ? "no session is named " + wanted : "several sessions run";
    String list =
        sessions.stream()
            .map(session -> (session.id() + " " + session.name()).strip())
            .collect(Collectors.joining("\n  ", "Choose with --session:\n  ", ""));
    throw Failure.usage(what, list);
  }
}
