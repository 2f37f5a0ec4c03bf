package dev.hearth.cli;

import dev.hearth.cli.audit.AuditCommand;
import dev.hearth.cli.audit.AuditVerifyCommand;
import dev.hearth.cli.data.DataCommand;
import dev.hearth.cli.data.MortgageDataCommand;
import dev.hearth.cli.doctor.DoctorCommand;
import dev.hearth.cli.gateway.SessionsCommand;
import dev.hearth.cli.gateway.StopCommand;
import dev.hearth.cli.gateway.UpCommand;
import dev.hearth.cli.gateway.UploadCommand;
import dev.hearth.cli.kernelspec.KernelspecCommand;
import dev.hearth.cli.kernelspec.KernelspecInstallCommand;
import dev.hearth.cli.kernelspec.KernelspecListCommand;
import dev.hearth.cli.kernelspec.KernelspecRemoveCommand;
import dev.hearth.cli.run.RunCommand;
import dev.hearth.cli.team.TeamApplyCommand;
import dev.hearth.cli.team.TeamCheckCommand;
import dev.hearth.cli.team.TeamCommand;
import dev.hearth.cli.team.TeamListCommand;
import dev.hearth.cli.team.TeamRemoveCommand;
import dev.hearth.cli.team.TeamShowCommand;
import dev.hearth.cli.team.TokenCommand;
import dev.hearth.cli.team.TokenCreateCommand;
import dev.hearth.cli.team.TokenListCommand;
import dev.hearth.cli.team.TokenRevokeCommand;
import dev.hearth.client.ExitCode;
import dev.hearth.client.Failure;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code hearth}: hands over to its sub-commands and turns their failures into exit codes. */
@Command(
    name = "hearth",
    mixinStandardHelpOptions = true,
    versionProvider = HearthCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Interactive notebooks on Spark: a gateway that keeps sessions, and its tools.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hearth run notebooks/mortgage.ipynb   run a notebook, with nothing else",
      "  hearth up                             start the gateway and print its URL",
      "  hearth doctor                         see what this machine has and lacks",
      "  hearth COMMAND --help                 all about one command",
      "",
      "Exit codes: 0 done, 1 a cell failed or the audit log is broken, 2 wrong usage,",
      "3 trouble with the gateway or the machine."
    })
public final class HearthCommand implements Runnable {
  @Spec private CommandSpec spec;

  private final Terminal terminal;

  private HearthCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  public static void main(String[] arguments) {
    Shutdown shutdown = Shutdown.ofProcess();
    int code;
    try {
      code = commandLine(Terminal.ofProcess()).execute(arguments);
    } finally {
      shutdown.commandEnded();
    }
    System.exit(code);
  }

  /** The whole command, printing to a terminal of the caller's choice. */
  public static CommandLine commandLine(Terminal terminal) {
    CommandLine line =
        new CommandLine(new HearthCommand(terminal))
            .addSubcommand(new UpCommand(terminal))
            .addSubcommand(new RunCommand(terminal))
            .addSubcommand(
                new CommandLine(new DataCommand(terminal))
                    .addSubcommand(new MortgageDataCommand(terminal)))
            .addSubcommand(new SessionsCommand(terminal))
            .addSubcommand(new UploadCommand(terminal))
            .addSubcommand(
                new CommandLine(new KernelspecCommand(terminal))
                    .addSubcommand(new KernelspecInstallCommand(terminal))
                    .addSubcommand(new KernelspecListCommand(terminal))
                    .addSubcommand(new KernelspecRemoveCommand(terminal)))
            .addSubcommand(
                new CommandLine(new TeamCommand(terminal))
                    .addSubcommand(new TeamListCommand(terminal))
                    .addSubcommand(new TeamShowCommand(terminal))
                    .addSubcommand(new TeamCheckCommand(terminal))
                    .addSubcommand(new TeamApplyCommand(terminal))
                    .addSubcommand(new TeamRemoveCommand(terminal)))
            .addSubcommand(
                new CommandLine(new TokenCommand(terminal))
                    .addSubcommand(new TokenCreateCommand(terminal))
                    .addSubcommand(new TokenListCommand(terminal))
                    .addSubcommand(new TokenRevokeCommand(terminal)))
            .addSubcommand(
                new CommandLine(new AuditCommand(terminal))
                    .addSubcommand(new AuditVerifyCommand(terminal, System.getenv())))
            .addSubcommand(new StopCommand(terminal))
            .addSubcommand(new DoctorCommand(terminal))
            .addSubcommand(new CommandLine.HelpCommand())
            .setOut(new java.io.PrintWriter(terminal.out(), true))
            .setErr(new java.io.PrintWriter(terminal.err(), true))
            .setColorScheme(
                CommandLine.Help.defaultColorScheme(
                    terminal.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
            .setUsageHelpWidth(Math.max(80, Math.min(terminal.columns(), 100)));
    line.setExecutionExceptionHandler((e, command, parsed) -> exitCode(e, terminal));
    line.setParameterExceptionHandler((e, arguments) -> wrongUsage(e, terminal));
    return line;
  }

  @Override
  public void run() {
    spec.commandLine().usage(terminal.out());
  }

  private static int wrongUsage(ParameterException e, Terminal terminal) {
    CommandLine command = e.getCommandLine();
    String fix = "See: " + command.getCommandSpec().qualifiedName() + " --help";
    if (e instanceof UnmatchedArgumentException unmatched) {
      Set<String> kinds = command.getSubcommands().keySet();
      terminal.fail(
          "cannot do anything with: " + String.join(" ", unmatched.getUnmatched()),
          kinds.isEmpty() ? fix : "There are: " + String.join(", ", kinds) + "\n" + fix);
    } else {
      terminal.fail(e.getMessage(), fix);
    }
    return ExitCode.USAGE;
  }

  private static int exitCode(Exception e, Terminal terminal) {
    boolean debug = "1".equals(System.getenv("HEARTH_DEBUG"));
    if (e instanceof Failure failure) {
      terminal.fail(failure.getMessage(), failure.fix());
    } else {
      terminal.fail("unexpected: " + e, debug ? "" : "HEARTH_DEBUG=1 shows where it came from.");
    }
    // What went wrong while cleaning up; it may have left something running.
    for (Throwable also : e.getSuppressed()) {
      terminal.warn(also.getMessage() == null ? also.toString() : also.getMessage());
    }
    if (debug) {
      e.printStackTrace(terminal.err());
    }
    return e instanceof Failure failure ? failure.exitCode() : ExitCode.ENVIRONMENT;
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = HearthCommand.class.getPackage().getImplementationVersion();
      return new String[] {
        "hearth " + (version == null ? "(not packaged)" : version),
        "Java " + Runtime.version() + ", " + System.getProperty("os.name")
      };
    }
  }
}
