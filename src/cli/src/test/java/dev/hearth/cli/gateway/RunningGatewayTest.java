package dev.hearth.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.client.RunningGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningGatewayTest {
  @TempDir Path temp;

  private void written(String json) throws Exception {
    Files.writeString(temp.resolve("gateway.json"), json);
  }

  @Test
  void aHomeWithoutAFileHasNone() {
    assertThat(RunningGateway.of(new Home(temp).gatewayFile())).isEmpty();
  }

  @Test
  void aFileThatIsBeingWrittenCountsForNothing() throws Exception {
    written("{\"url\": \"http://127");
    assertThat(RunningGateway.of(new Home(temp).gatewayFile())).isEmpty();
    written("");
    assertThat(RunningGateway.of(new Home(temp).gatewayFile())).isEmpty();
  }

  @Test
  void aGatewayThatWasKilledCountsForNothing() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    written("{\"url\": \"http://127.0.0.1:8888\", \"token\": \"t\", \"pid\": " + ended.pid() + "}");

    assertThat(RunningGateway.of(new Home(temp).gatewayFile())).isEmpty();
    assertThat(RunningGateway.written(new Home(temp).gatewayFile())).isPresent();
  }

  @Test
  void anotherProcessOfThatNumberCountsForNothing() throws Exception {
    // This test's own process lives and is no gateway.
    long pid = ProcessHandle.current().pid();
    written("{\"url\": \"http://127.0.0.1:8888\", \"token\": \"t\", \"pid\": " + pid + "}");

    assertThat(RunningGateway.of(new Home(temp).gatewayFile())).isEmpty();
  }
}
