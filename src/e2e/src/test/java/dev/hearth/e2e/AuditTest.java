package dev.hearth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit log of a real gateway, and the command that checks it. */
class AuditTest {
  private static final Map<String, String> KEY =
      Map.of("HEARTH_AUDIT_KEY", "e2e-key-0123456789abcdef0123456789");
  private static final Pattern ACTION = Pattern.compile("\\{\"action\":\"(gateway\\.[a-z]+)\"");

  @TempDir Path folder;

  @Test
  void startsAndStopsAreRecordedUnderTheKeyAndWhoEditsThemIsFound() throws IOException {
    Path home = folder.resolve("home");
    try (GatewayProcess gateway = new GatewayProcess(home, KEY)) {
      gateway.start();
      gateway.stop();
      gateway.start();
      await().until(() -> actions(home).size() == 3);
      gateway.kill();
      gateway.start();
      gateway.stop();
    }
    assertThat(actions(home))
        .containsExactly(
            "gateway.start", "gateway.stop", "gateway.start", "gateway.start", "gateway.stop");
    verify(home, KEY, 0, "Intact: ");
    verify(home, Map.of(), 1, "set HEARTH_AUDIT_KEY");

    Path newest = files(home).get(files(home).size() - 1);
    Files.writeString(newest, Files.readString(newest).replace("gateway.stop", "gateway.halt"));
    verify(home, KEY, 1, "the audit log is broken at entry ");
  }

  private void verify(Path home, Map<String, String> environment, int code, String says) {
    try (Command verify =
        Command.start(folder, environment, "audit", "verify", "--home", home.toString())) {
      assertThat(verify.exitCode()).as(verify.printed()).isEqualTo(code);
      assertThat(verify.printed()).contains(says).doesNotContain("e2e-key");
    }
  }

  private static List<String> actions(Path home) throws IOException {
    List<String> actions = new ArrayList<>();
    for (Path file : files(home)) {
      Matcher action = ACTION.matcher(Files.readString(file));
      while (action.find()) {
        actions.add(action.group(1));
      }
    }
    return actions;
  }

  /** Two, if midnight has passed. */
  private static List<Path> files(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("audit"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("audit-[0-9-]+\\.jsonl"))
          .sorted()
          .toList();
    }
  }
}
