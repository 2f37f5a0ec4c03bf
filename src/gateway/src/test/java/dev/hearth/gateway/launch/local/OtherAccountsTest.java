package dev.hearth.gateway.launch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.home.HomeFile;
import dev.hearth.gateway.launch.Launcher.RunningDriver;
import dev.hearth.gateway.launch.local.TinyDrivers.Settings;
import dev.hearth.gateway.team.TeamName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Real drivers under other accounts of this machine; needs root. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class OtherAccountsTest {
  private static final Duration GRACE = Duration.ofSeconds(30);

  @TempDir(cleanup = CleanupMode.ALWAYS)
  Path temp;

  private final UUID session = UUID.randomUUID();
  private final Recorder recorder = new Recorder();
  private Path home;
  private LocalLauncher launcher;

  @BeforeEach
  void open() {
    assumeTrue(
        Account.ownUid().equals(Optional.of(0)),
        "SKIPPED: only root can start drivers under other accounts");
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/setpriv")),
        "SKIPPED: no setpriv here; apt-get install util-linux");
    assumeTrue(
        Account.named("nobody").isPresent() && Account.named("daemon").isPresent(),
        "SKIPPED: the accounts nobody and daemon are not here");
    HomeFile.allow(temp, "rwx--x--x");
    home = temp.resolve("home");
    launcher = launcher("{user}");
  }

  private LocalLauncher launcher(String runAs) {
    Settings settings = Settings.in(TinyDrivers.dist(temp.resolve("program"))).runningAs(runAs);
    return TinyDrivers.launcher(home, settings, System.getenv(), true);
  }

  @AfterEach
  void leaveNothingBehind() {
    if (launcher != null) {
      launcher.running().forEach(driver -> stop(driver.sessionId(), driver.handle()));
      launcher.close();
    }
  }

  private void stop(UUID id, String handle) {
    launcher.stop(id, handle, GRACE).toCompletableFuture().join();
  }

  private String launch(UUID id, String act, String user) {
    String handle = launcher.launch(TinyDrivers.order(id, act, user), recorder);
    await().atMost(Duration.ofMinutes(1)).until(() -> log(id).contains("\nup"));
    return handle;
  }

  private String log(UUID id) {
    return launcher.logTail(id, TeamName.LOCAL, 1000).orElse("");
  }

  private Path folder() {
    return home.resolve("sessions").resolve(session.toString());
  }

  private static String status(String handle, String key) throws IOException {
    return Files.readAllLines(Path.of("/proc", handle.split("@")[0], "status")).stream()
        .filter(line -> line.startsWith(key + ":"))
        .map(line -> line.substring(key.length() + 1).strip().replaceAll("\\s+", " "))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aDriverHasThePowersOfItsAccountAndCannotGetMore() throws Exception {
    String handle = launch(session, "wait", "nobody");
    Account nobody = Account.named("nobody").orElseThrow();
    String uid = String.valueOf(nobody.uid());
    String gid = String.valueOf(nobody.gid());
    assertThat(status(handle, "Uid")).isEqualTo(String.join(" ", uid, uid, uid, uid));
    assertThat(status(handle, "Gid")).isEqualTo(String.join(" ", gid, gid, gid, gid));
    assertThat(status(handle, "Groups")).isEqualTo(gid);
    assertThat(status(handle, "NoNewPrivs")).isEqualTo("1");
    for (String capabilities : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
      assertThat(status(handle, capabilities)).as(capabilities).matches("0+");
    }
    assertThat(log(session))
        .contains("env USER=nobody")
        .contains("env HOME=" + folder().resolve("work"))
        .contains("env TMPDIR=" + folder().resolve("tmp"));
  }

  @Test
  void itsFilesAreItsOwnAndClosedToOthers() throws Exception {
    launch(session, "wait", "nobody");
    int nobody = Account.named("nobody").orElseThrow().uid();
    for (String name : List.of("work", "spool", "repl", "tmp")) {
      assertThat(Account.ownerOf(folder().resolve(name))).as(name).isEqualTo(nobody);
      assertThat(Permissions.openToOthers(folder().resolve(name))).isEmpty();
    }
    assertThat(Account.ownerOf(folder().resolve("work/here.txt"))).isEqualTo(nobody);
    // No link can be put in the place of what the gateway reads and writes as root.
    assertThat(Account.ownerOf(folder())).isZero();
    assertThat(Account.ownerOf(folder().resolve("driver.pid"))).isZero();
    assertThat(Permissions.openToOthers(folder())).containsExactly("rwx--x--x " + folder());
  }

  @Test
  void theHomeLetsThroughButShowsNothing() throws Exception {
    launcher.close();
    Files.writeString(home.resolve("readable-by-all"), "x");
    HomeFile.allow(home.resolve("readable-by-all"), "rw-r--r--");
    HomeFile.allow(Files.createDirectory(home.resolve("logs")), "rwxr-xr-x");
    launcher = launcher("{user}");
    assertThat(Permissions.of(home)).isEqualTo("rwx--x--x");
    assertThat(Permissions.of(home.resolve("sessions"))).isEqualTo("rwx--x--x");
    assertThat(Permissions.of(home.resolve("readable-by-all"))).isEqualTo("rw-------");
    assertThat(Permissions.of(home.resolve("logs"))).isEqualTo("rwx------");
  }

  @Test
  void aSessionCannotReadAnothersFolder() throws Exception {
    launch(session, "wait", "nobody");
    SetPriv setPriv = SetPriv.find("");
    Account daemon = Account.named("daemon").orElseThrow();
    for (String name :
        List.of("work/here.txt", "work", "driver.log", "driver.options", "driver.pid")) {
      SetPriv.Said said =
          setPriv.run(setPriv.as(daemon), List.of("/bin/cat", folder().resolve(name).toString()));
      assertThat(said.code()).as(name).isNotZero();
      assertThat(said.text()).contains("Permission denied");
    }
  }

  @Test
  void aDriverOfAnotherAccountIsAdoptedStoppedAndTidiedUpByTheNextGateway() throws Exception {
    String handle = launch(session, "wait", "nobody");
    launcher.close();
    launcher = launcher("{user}");
    assertThat(launcher.running()).containsExactly(new RunningDriver(session, handle));
    Recorder next = new Recorder();
    assertThat(launcher.adopt(session, handle, next)).isTrue();

    stop(session, handle);
    assertThat(launcher.running()).isEmpty();
    assertThat(next.reason()).contains("driver has ended");
    for (String name : List.of("tmp", "spool", "repl", "driver.pid", "driver.options")) {
      assertThat(folder().resolve(name)).doesNotExist();
    }
    assertThat(folder().resolve("work/here.txt")).exists();
    assertThat(log(session)).contains("up");
  }

  @Test
  void theExitOfADriverOfAnotherAccountIsExplained() throws Exception {
    launcher.launch(TinyDrivers.order(session, "exit 3", "nobody"), recorder);
    assertThat(recorder.reason()).contains("exit code 3");
  }

  @Test
  void aFolderIsRemovedWithThePowersOfItsOwnerOnly() throws Exception {
    String handle = launch(session, "wait", "nobody");
    Path precious = Files.createDirectory(temp.resolve("precious"));
    Files.writeString(precious.resolve("file"), "keep me");
    Files.createSymbolicLink(folder().resolve("work/link"), precious);
    Path locked = Files.createDirectories(folder().resolve("work/locked/inner"));
    Account.named("nobody").orElseThrow().own(locked);
    Account.named("nobody").orElseThrow().own(locked.getParent());
    HomeFile.allow(locked.getParent(), "---------");
    stop(session, handle);

    launcher.removeFoldersBefore(java.time.Instant.now().plusSeconds(60));
    assertThat(folder()).doesNotExist();
    assertThat(precious.resolve("file")).exists();
  }

  @Test
  void aUserWithoutAnAccountLearnsWhy() {
    assertThatThrownBy(
            () -> launcher.launch(TinyDrivers.order(session, "wait", "no-such-one"), recorder))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("There is no account 'no-such-one'");
    assertThatThrownBy(() -> launcher.launch(TinyDrivers.order(session, "wait", "root"), recorder))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("never run as root");
    assertThat(launcher.running()).isEmpty();
  }

  @Test
  void aHomeThatTheAccountCannotReachIsNamedWithTheFix() {
    HomeFile.allow(temp, "rwx------");
    assertThatThrownBy(
            () -> launcher.launch(TinyDrivers.order(session, "wait", "nobody"), recorder))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("'nobody'")
        .hasMessageContaining("cannot read " + home)
        .hasMessageContaining("HEARTH_HOME");
  }

  @Test
  void aDriversProgramThatTheAccountCannotReadIsNamedWithTheFix() {
    HomeFile.allow(temp.resolve("program"), "rwx------");
    assertThatThrownBy(
            () -> launcher.launch(TinyDrivers.order(session, "wait", "nobody"), recorder))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("hearth-driver.jar")
        .hasMessageContaining("HEARTH_DRIVER_DIST");
  }
}
