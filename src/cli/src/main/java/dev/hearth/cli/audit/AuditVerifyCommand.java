package dev.hearth.cli.audit;

import dev.hearth.cli.Terminal;
import dev.hearth.cli.Wording;
import dev.hearth.cli.gateway.HomeOption;
import dev.hearth.client.ExitCode;
import dev.hearth.client.Failure;
import dev.hearth.protocol.audit.AuditFile;
import dev.hearth.protocol.audit.ChainCheck;
import dev.hearth.protocol.audit.Flaw;
import dev.hearth.protocol.audit.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearth audit verify}: whether the files are as their gateways wrote them. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Check that nobody has changed, removed, added or moved entries in the files of the audit"
            + " log. Needs no gateway. That the newest entries were cut off cannot be seen in the"
            + " files: compare the last number with the database.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hearth audit verify                              all files of this home",
      "  hearth audit verify audit-2026-11-*.jsonl        copies, oldest first",
      "  HEARTH_AUDIT_KEY=... hearth audit verify         a log that has a key",
      "",
      "Exit codes: 0 intact, 1 broken, 2 wrong usage, 3 a file cannot be read."
    })
public final class AuditVerifyCommand implements Callable<Integer> {
  /** The log is not as it was written. */
  private static final int BROKEN = 1;

  @Mixin private HomeOption home;

  @Option(
      names = "--key-since",
      paramLabel = "N",
      defaultValue = "${env:HEARTH_AUDIT_KEY_SINCE:-1}",
      description = "The first entry that was written with the key (default: 1).")
  private long keySince;

  @Parameters(
      paramLabel = "FILE",
      description = "Files of the audit log, each gateway's oldest first (default: the home's).")
  private List<Path> files = List.of();

  private final Terminal terminal;
  private final Map<String, String> environment;

  public AuditVerifyCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Seal seal = seal();
    ChainCheck check = ChainCheck.ofGateways(seal);
    List<AuditFile> chosen = chosen();
    for (AuditFile file : chosen) {
      Optional<Flaw> flaw = read(file, check);
      if (flaw.isPresent()) {
        return broken(flaw.get(), check.count(), seal);
      }
    }
    terminal.line(
        "Intact: " + entries(check.count()) + " in " + Wording.count(chosen.size(), "file") + ".");
    terminal.field("Numbers", check.count() == 0 ? "none" : check.first() + " to " + check.last());
    terminal.field("Key", seal.isKeyed() ? "HEARTH_AUDIT_KEY" : "none");
    return ExitCode.OK;
  }

  private Seal seal() {
    String key = environment.getOrDefault("HEARTH_AUDIT_KEY", "");
    try {
      return key.isEmpty() ? Seal.plain() : Seal.keyed(key, keySince);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(e.getMessage(), "Set it as it is set for the gateway.");
    }
  }

  private List<AuditFile> chosen() {
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw Failure.usage("there is no file " + file, "See: hearth audit verify --help");
      }
    }
    if (!files.isEmpty()) {
      return files.stream().map(AuditFile::new).toList();
    }
    Path folder = home.home().path().resolve("audit");
    try {
      List<AuditFile> found = AuditFile.in(folder);
      if (found.isEmpty()) {
        throw Failure.usage(
            "no audit log in " + folder, "Name the files, or the home with --home or HEARTH_HOME.");
      }
      return found;
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static Optional<Flaw> read(AuditFile file, ChainCheck check) {
    try {
      return file.check(check);
    } catch (IOException e) {
      throw unreadable(file.path(), e);
    }
  }

  private static Failure unreadable(Path path, IOException e) {
    return Failure.environment(
        "cannot read " + path + ": " + e.getMessage(),
        "The files belong to the gateway's user; run this as that user.",
        e);
  }

  private int broken(Flaw flaw, long checked, Seal seal) {
    String which =
        flaw.number() > 0 ? "entry " + flaw.number() : "the line after " + entries(checked);
    terminal.fail(
        "the audit log is broken at " + which,
        flaw.why() + (seal.isKeyed() ? "" : "\nIf the log has a key, set HEARTH_AUDIT_KEY."));
    return BROKEN;
  }

  private static String entries(long count) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "entry" : "entries");
  }
}
