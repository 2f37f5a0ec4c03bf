package dev.hearth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that cannot start drivers under other accounts says so, and does not start. */
class RunAsRefusalTest {
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");

  @TempDir Path folder;

  @BeforeEach
  void needsRoot() throws IOException {
    assumeTrue(
        "root".equals(System.getProperty("user.name")),
        "SKIPPED: only root can try to start drivers under other accounts");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private String refusal(String runAs, String path, String... prefix) {
    String[] command =
        Stream.concat(
                Arrays.stream(prefix),
                Stream.of(Build.java(), "-Xmx256m", "-jar", Build.gatewayJar().toString()))
            .toArray(String[]::new);
    Map<String, String> settings =
        Map.of(
            "HEARTH_HOME",
            folder.resolve("home").toString(),
            "HEARTH_PORT",
            "0",
            "PATH",
            path,
            "HEARTH_LAUNCH_LOCAL_RUN_AS",
            runAs);
    try (Program gateway = Program.start(folder, settings, command)) {
      assertThat(gateway.exitCode()).isNotZero();
      assertThat(gateway.printed()).doesNotContain("\tat ");
      return gateway.printed();
    }
  }

  @Test
  void withoutRoot() {
    assertThat(refusal("nobody", System.getenv("PATH"), AS_NOBODY.toArray(String[]::new)))
        .contains(
            "Hearth cannot start. hearth.launch.local.run-as is set, but only a gateway that runs"
                + " as root on Linux can start drivers under other accounts. Start it as root, or"
                + " unset the key.");
  }

  @Test
  void withoutTheAccount() {
    assertThat(refusal("no-such-account", System.getenv("PATH")))
        .contains("Hearth cannot start. There is no account 'no-such-account' on this machine")
        .contains("useradd --system no-such-account");
  }

  @Test
  void asRoot() {
    assertThat(refusal("root", System.getenv("PATH")))
        .contains("Hearth cannot start. Drivers never run as root");
  }

  @Test
  void withASetprivThatDoesNotWork() throws IOException {
    Path broken = folder.resolve("setpriv");
    Files.writeString(broken, "#!/bin/sh\necho 'unrecognized option: reuid'\nexit 1\n");
    Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(refusal("nobody", folder + ":" + System.getenv("PATH")))
        .contains("Hearth cannot start. Drivers cannot run under other accounts")
        .contains("setpriv failed with 'unrecognized option: reuid'")
        .contains("util-linux");
  }
}
