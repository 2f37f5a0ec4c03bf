package dev.hearth.gateway.launch.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.gateway.home.HearthHome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkUrlFileTest {
  @TempDir Path temp;

  @Test
  void driversDialAnAddressThatTheyCanReach() {
    assertThat(LinkUrlFile.url("0.0.0.0", 8888)).isEqualTo("http://127.0.0.1:8888");
    assertThat(LinkUrlFile.url("::", 8888)).isEqualTo("http://127.0.0.1:8888");
    assertThat(LinkUrlFile.url("localhost", 1234)).isEqualTo("http://localhost:1234");
    assertThat(LinkUrlFile.url("::1", 1234)).isEqualTo("http://[::1]:1234");
  }

  @Test
  void theNewestUrlReplacesTheFormer() {
    HearthHome home = new HearthHome(temp);
    LinkUrlFile.write(home, "http://127.0.0.1:1", false);
    LinkUrlFile.write(home, "http://127.0.0.1:2", false);
    assertThat(LinkUrlFile.in(home)).hasContent("http://127.0.0.1:2");
    assertThat(temp).isDirectoryNotContaining("glob:**next");
  }

  @Test
  void onlyDriversOfOtherAccountsNeedToReadItAsOthers() {
    HearthHome home = new HearthHome(temp);
    LinkUrlFile.write(home, "http://127.0.0.1:1", false);
    assertThat(Permissions.of(LinkUrlFile.in(home))).isEqualTo("rw-------");
    LinkUrlFile.write(home, "http://127.0.0.1:1", true);
    assertThat(Permissions.of(LinkUrlFile.in(home))).isEqualTo("rw-r--r--");
  }
}
