package dev.hearth.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.cli.HearthCommand;
import dev.hearth.cli.Programs;
import dev.hearth.cli.Screen;
import dev.hearth.cli.gateway.Home;
import dev.hearth.cli.gateway.Memory;
import dev.hearth.protocol.message.Json;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private static final long GIB = 1L << 30;

  @TempDir Path temp;

  @Test
  void onlyJava17IsGood() {
    Path home = Path.of(System.getProperty("java.home"));
    assertThat(MachineChecks.java(17, home).state()).isNotEqualTo(Finding.State.MISSING);
    assertThat(MachineChecks.java(21, home).state()).isEqualTo(Finding.State.MISSING);
    assertThat(MachineChecks.java(21, home).fix()).contains("JDK 17");
  }

  @Test
  void javaWithoutACompilerCannotBuild() {
    Finding finding = MachineChecks.java(17, temp);
    assertThat(finding.state()).isEqualTo(Finding.State.OPTIONAL);
    assertThat(finding.found()).contains("without a compiler");
  }

  @Test
  void memoryIsMeasuredByWhatASessionNeeds() {
    assertThat(MachineChecks.memory(new Memory(GIB, GIB)).state()).isEqualTo(Finding.State.MISSING);
    assertThat(MachineChecks.memory(new Memory(8 * GIB, 3 * GIB)).state())
        .isEqualTo(Finding.State.OPTIONAL);
    assertThat(MachineChecks.memory(new Memory(16 * GIB, 8 * GIB)).state())
        .isEqualTo(Finding.State.GOOD);
  }

  @Test
  void diskToo() {
    assertThat(MachineChecks.disk(GIB / 2, "").state()).isEqualTo(Finding.State.MISSING);
    assertThat(MachineChecks.disk(2 * GIB, "").state()).isEqualTo(Finding.State.OPTIONAL);
    assertThat(MachineChecks.disk(50 * GIB, "").state()).isEqualTo(Finding.State.GOOD);
    assertThat(MachineChecks.disk(new Home(temp.resolve("not/there/yet"))).found())
        .endsWith(" free");
  }

  @Test
  void aPortInUseIsNoObstacleButNamed() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Finding finding = MachineChecks.port(socket.getLocalPort(), new Home(temp));
      assertThat(finding.state()).isEqualTo(Finding.State.OPTIONAL);
      assertThat(finding.found()).startsWith("in use by java");
      assertThat(finding.fix()).contains("--port");
    }
  }

  @Test
  void aProgramThatIsNotThereIsNotFound() {
    assertThat(Programs.firstLine(List.of("no-such-program"))).isEmpty();
    assertThat(Programs.firstLine(List.of("false"))).isEmpty();
    assertThat(Programs.firstLine(List.of("echo", " 1.2 \n more"))).contains("1.2");
  }

  @Test
  void theReportIsAlignedAndSaysWhatToDo() {
    Screen screen = Screen.piped();
    new DoctorReport(screen.terminal())
        .print(
            List.of(
                Finding.good("Java", "17", "runs everything"),
                Finding.missing("Memory", "1.0 GB", "sessions", "Get more.")));

    assertThat(screen.printed())
        .isEqualTo(
            """
            ok  Java    17      runs everything
            no  Memory  1.0 GB  sessions
                        Get more.

            Hearth cannot run here before what is marked no is mended.
            """);
  }

  @Test
  void programsCanReadItAsJson() throws Exception {
    Screen screen = Screen.piped();
    HearthCommand.commandLine(screen.terminal())
        .execute("doctor", "--json", "--home", temp.toString());

    JsonNode answer = Json.mapper().readTree(screen.printed());
    assertThat(answer.path("ok").isBoolean()).isTrue();
    assertThat(answer.path("findings")).extracting(f -> f.path("name").asText()).contains("Java");
    for (JsonNode finding : answer.path("findings")) {
      assertThat(finding.path("state").asText()).isIn("GOOD", "OPTIONAL", "MISSING");
      assertThat(finding.path("purpose").asText()).isNotBlank();
    }
  }
}
