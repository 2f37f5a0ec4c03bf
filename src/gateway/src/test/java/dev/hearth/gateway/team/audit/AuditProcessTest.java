package dev.hearth.gateway.team.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hearth.gateway.registry.Databases;
import dev.hearth.gateway.registry.RegistryDatabase;
import dev.hearth.gateway.team.audit.AuditVerification.Intact;
import dev.hearth.protocol.audit.AuditEntry;
import dev.hearth.protocol.audit.AuditFile;
import dev.hearth.protocol.audit.ChainCheck;
import dev.hearth.protocol.audit.Seal;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The audit log of processes that are killed. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@EnabledOnOs({OS.LINUX, OS.MAC})
class AuditProcessTest {
  @TempDir Path home;

  @Test
  void aGatewayThatIsKilledLeavesALogThatTheNextPutsRightAndGoesOnWith() throws Exception {
    long stored = 0;
    for (int life = 1; life <= 3; life++) {
      stored = killedAfter(stored + 500);
    }
    try (RegistryDatabase database = Databases.h2(AuditProcess.registry(home))) {
      Path folder = AuditProcess.folder(home);
      AuditTable table = new AuditTable(database.jdbi(), Seal.plain());
      ChainedAuditLog log =
          ChainedAuditLog.open(
              database.jdbi(), folder, Seal.plain(), AuditProcess.SETTINGS, Clock.systemUTC());
      log.record(AuditEvent.of(AuditAction.GATEWAY_STOP));
      log.close();

      long last = table.head().newest().number();
      assertThat(last).isGreaterThan(stored);
      assertThat(new AuditTrail(database.jdbi(), folder, Seal.plain()).verify())
          .isEqualTo(new Intact(last, 1, last));
      await().until(() -> lines(folder).size() == last);
      assertThat(lines(folder)).isEqualTo(lines(table)).noneMatch(line -> line.contains("gap"));
      ChainCheck check = ChainCheck.ofGateways(Seal.plain());
      for (AuditFile file : AuditFile.in(folder)) {
        assertThat(file.check(check)).isEmpty();
      }
    }
  }

  /** The number of the last entry of which the process knew that it was stored. */
  private long killedAfter(long number) throws Exception {
    Process process = AuditProcess.start(home);
    long reported = 0;
    try (BufferedReader output = AuditProcess.output(process)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        // The last line may be torn: only one that has its full stop was reported.
        if (line.endsWith(".")) {
          reported = Long.parseLong(line.split(" ")[0]);
        }
        if (reported >= number) {
          process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(process.exitValue()).isEqualTo(128 + 9);
    return reported;
  }

  private static List<String> lines(Path folder) throws Exception {
    List<String> lines = new ArrayList<>();
    for (AuditFile file : AuditFile.in(folder)) {
      lines.addAll(Files.readAllLines(file.path()));
    }
    return lines;
  }

  private static List<String> lines(AuditTable table) {
    List<String> lines = new ArrayList<>();
    List<AuditEntry> page = table.after(0, AuditQuery.MOST);
    while (!page.isEmpty()) {
      page.forEach(entry -> lines.add(entry.line()));
      page = table.after(page.get(page.size() - 1).number(), AuditQuery.MOST);
    }
    return lines;
  }
}
