package dev.hearth.gateway.team.audit;

import dev.hearth.gateway.registry.Databases;
import dev.hearth.gateway.registry.RegistryDatabase;
import dev.hearth.protocol.audit.Seal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A process of its own that writes to an audit log until it is killed. */
final class AuditProcess {
  static final ChainedAuditLog.Settings SETTINGS =
      new ChainedAuditLog.Settings(
          100_000, Duration.ofDays(400), Duration.ofDays(400), Duration.ofSeconds(10));

  private AuditProcess() {}

  /** Starts it; its standard error goes to ours. */
  static Process start(Path home) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                AuditProcess.class.getName(),
                home.toString()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static BufferedReader output(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static Path folder(Path home) throws IOException {
    return Files.createDirectories(home.resolve("audit"));
  }

  static Path registry(Path home) {
    return home.resolve("registry");
  }

  /**
   * Prints, again and again, the number of the newest entry that the file has, which is in the
   * database then. (What another thread sees there may be a commit that is not on disk yet.)
   */
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[0]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    RegistryDatabase database = Databases.h2(registry(home));
    ChainedAuditLog log =
        ChainedAuditLog.open(
            database.jdbi(), folder(home), Seal.plain(), SETTINGS, Clock.systemUTC());
    for (long events = 1; ; events++) {
      log.record(AuditEvent.of(AuditAction.KERNEL_START).on("kernel-" + events));
      if (events % 10 == 0) {
        AuditFiles.newest(folder(home)).ifPresent(newest -> out.println(newest.number() + " ."));
      }
    }
  }
}
