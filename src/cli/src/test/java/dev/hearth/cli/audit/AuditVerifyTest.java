package dev.hearth.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.cli.HearthCommand;
import dev.hearth.cli.Screen;
import dev.hearth.client.ExitCode;
import dev.hearth.client.Failure;
import dev.hearth.protocol.audit.AuditEntry;
import dev.hearth.protocol.audit.AuditFile;
import dev.hearth.protocol.audit.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AuditVerifyTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-16");

  @TempDir Path home;

  private final Screen screen = Screen.piped();

  private int verify(String... files) {
    List<String> arguments = new ArrayList<>(List.of("audit", "verify", "--home", home.toString()));
    arguments.addAll(List.of(files));
    return HearthCommand.commandLine(screen.terminal()).execute(arguments.toArray(String[]::new));
  }

  private Path file(int day) {
    return AuditFile.of(home.resolve("audit"), MONDAY.plusDays(day)).path();
  }

  /** Two entries a day, as one of two gateways on a database has them: every other number. */
  private void written(int days, Seal seal) throws IOException {
    Files.createDirectories(home.resolve("audit"));
    String before = AuditEntry.GENESIS;
    for (int i = 1; i <= 2 * days; i++) {
      AuditEntry entry =
          seal.seal(
              new AuditEntry(
                  2L * i - 1,
                  i == 1 ? AuditEntry.GENESIS : "f".repeat(64),
                  "gateway",
                  i,
                  before,
                  Instant.EPOCH,
                  Optional.of("team-a"),
                  Optional.of("ada"),
                  "kernel.start",
                  Optional.of("kernel-" + i),
                  "allowed",
                  Map.of(),
                  ""));
      before = entry.hash();
      Files.writeString(
          file((i - 1) / 2),
          entry.line() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  private void edit(int day, String from, String to) throws IOException {
    Files.writeString(file(day), Files.readString(file(day)).replace(from, to));
  }

  @Test
  void anIntactLogIsSummedUp() throws Exception {
    written(3, Seal.plain());
    assertThat(verify()).isEqualTo(ExitCode.OK);
    assertThat(screen.printed()).contains("Intact: 6 entries in 3 files.", "1 to 11");
  }

  @Test
  void theFirstChangedEntryIsNamedWithItsFileAndLine() throws Exception {
    written(3, Seal.plain());
    edit(1, "kernel-4", "kernel-5");
    assertThat(verify()).isEqualTo(1);
    assertThat(screen.complained())
        .contains(
            "hearth: the audit log is broken at entry 7",
            file(1) + ", line 2: its content does not match its hash");
  }

  @Test
  void aFileThatIsMissingInTheMiddleIsFound() throws Exception {
    written(3, Seal.plain());
    Files.delete(file(1));
    assertThat(verify()).isEqualTo(1);
    assertThat(screen.complained()).contains("broken at entry 9", "entry 3 of its own before it");
  }

  @Test
  void theOldestFilesMayBeGone() throws Exception {
    written(3, Seal.plain());
    Files.delete(file(0));
    assertThat(verify()).isEqualTo(ExitCode.OK);
    assertThat(screen.printed()).contains("5 to 11");
  }

  @Test
  void whatIsNoEntryIsFound() throws Exception {
    written(1, Seal.plain());
    Files.writeString(file(0), "{}\n", StandardOpenOption.APPEND);
    assertThat(verify(file(0).toString())).isEqualTo(1);
    assertThat(screen.complained())
        .contains("broken at the line after 2 entries", "this is no entry");
  }

  @Test
  void aLogWithAKeyNeedsIt() throws Exception {
    written(2, Seal.keyed(KEY, 1));
    assertThat(verify()).isEqualTo(1);
    assertThat(screen.complained()).contains("set HEARTH_AUDIT_KEY");
    assertThat(verifyWithKey(KEY)).isEqualTo(ExitCode.OK);
    assertThat(verifyWithKey(KEY.replace('0', '1'))).isEqualTo(1);
    assertThat(screen.printed() + screen.complained()).doesNotContain(KEY);
  }

  private int verifyWithKey(String key) {
    return new CommandLine(
            new AuditVerifyCommand(screen.terminal(), Map.of("HEARTH_AUDIT_KEY", key)))
        .setExecutionExceptionHandler((e, command, parsed) -> ((Failure) e).exitCode())
        .execute("--home", home.toString());
  }

  @Test
  void aKeyThatIsTooShortIsWrongUsage() throws Exception {
    written(1, Seal.plain());
    assertThat(verifyWithKey("short")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aHomeWithoutALogIsWrongUsage() {
    assertThat(verify()).isEqualTo(ExitCode.USAGE);
    assertThat(screen.complained()).contains("no audit log in " + home.resolve("audit"));
    assertThat(verify("nowhere.jsonl")).isEqualTo(ExitCode.USAGE);
    assertThat(screen.complained()).contains("there is no file nowhere.jsonl");
  }
}
