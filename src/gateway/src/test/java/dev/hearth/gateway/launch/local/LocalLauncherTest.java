package dev.hearth.gateway.launch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.launch.LaunchOrder;
import dev.hearth.gateway.launch.Launcher.RunningDriver;
import dev.hearth.gateway.launch.local.TinyDrivers.Settings;
import dev.hearth.gateway.team.TeamName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LocalLauncherTest {
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration NO_GRACE = Duration.ZERO;

  @TempDir Path home;
  private final UUID session = UUID.randomUUID();
  private final Recorder recorder = new Recorder();
  private LocalLauncher launcher;

  @BeforeEach
  void open() {
    launcher = TinyDrivers.launcher(home);
  }

  @AfterEach
  void leaveNothingBehind() {
    launcher
        .running()
        .forEach(
            driver ->
                launcher
                    .stop(driver.sessionId(), driver.handle(), NO_GRACE)
                    .toCompletableFuture()
                    .join());
    launcher.close();
  }

  private String launch(String act) {
    String handle = launcher.launch(TinyDrivers.order(session, act), recorder);
    if (act.equals("wait") || act.equals("deaf") || act.equals("parent")) {
      await().atMost(Duration.ofMinutes(1)).until(() -> log().contains("\nup"));
    }
    return handle;
  }

  private String log() {
    return launcher.logTail(session, TeamName.LOCAL, 1000).orElse("");
  }

  private void stop(String handle, Duration grace) throws Exception {
    launcher.stop(session, handle, grace).toCompletableFuture().get(2, TimeUnit.MINUTES);
  }

  private static ProcessHandle process(String handle) {
    return ProcessHandle.of(Long.parseLong(handle.split("@")[0])).orElseThrow();
  }

  private Path folder() {
    return home.resolve("sessions").resolve(session.toString());
  }

  @Test
  void aLaunchedDriverRunsUntilItIsStopped() throws Exception {
    String handle = launch("wait");
    ProcessHandle process = process(handle);

    assertThat(launcher.running()).containsExactly(new RunningDriver(session, handle));
    assertThat(recorder.steps)
        .singleElement()
        .asString()
        .contains("process " + process.pid())
        .contains("64m");

    stop(handle, GRACE);
    assertThat(process.isAlive()).isFalse();
    assertThat(launcher.running()).isEmpty();
    assertThat(recorder.reason()).contains("signal 15");
  }

  @Test
  void launchingASessionTwiceFindsTheDriverThatRuns() {
    String handle = launch("wait");
    assertThat(launcher.launch(TinyDrivers.order(session, "wait"), new Recorder()))
        .isEqualTo(handle);
    assertThat(launcher.running()).hasSize(1);
  }

  @Test
  void stoppingIsIdempotent() throws Exception {
    String handle = launch("wait");
    stop(handle, GRACE);
    stop(handle, GRACE);
    launcher
        .stop(UUID.randomUUID(), "999999999@0", GRACE)
        .toCompletableFuture()
        .get(1, TimeUnit.MINUTES);
  }

  @Test
  void aDriverThatDoesNotLeaveIsKilledAfterTheGrace() throws Exception {
    String handle = launch("deaf");
    stop(handle, Duration.ofMillis(200));
    assertThat(launcher.running()).isEmpty();
    assertThat(recorder.reason()).contains("killed (signal 9)");
  }

  @Test
  void whatADriverHasStartedGoesWithIt() throws Exception {
    String handle = launch("parent");
    long child =
        log()
            .lines()
            .filter(line -> line.startsWith("child "))
            .map(line -> Long.parseLong(line.substring("child ".length())))
            .findFirst()
            .orElseThrow();
    assertThat(ProcessHandle.of(child)).get().matches(ProcessHandle::isAlive);

    stop(handle, GRACE);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty()
                    || DriverProcess.isZombie(child));
  }

  @Test
  void aDriverOutlivesItsGatewayAndIsAdoptedByTheNext() throws Exception {
    Process gateway =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ShortLivedGateway.class.getName(),
                home.toString(),
                session.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(gateway.getInputStream().readAllBytes());
    assertThat(gateway.waitFor()).isEqualTo(9);
    String handle =
        said.lines()
            .filter(line -> line.startsWith("handle "))
            .findFirst()
            .orElseThrow()
            .substring("handle ".length());

    assertThat(launcher.running()).containsExactly(new RunningDriver(session, handle));
    assertThat(launcher.adopt(session, handle, recorder)).isTrue();
    assertThat(recorder.knowsOfExit()).isFalse();

    stop(handle, GRACE);
    assertThat(launcher.running()).isEmpty();
    assertThat(recorder.reason()).contains("driver has ended").contains("driver.log");
  }

  @Test
  void aDriverThatEndedMeanwhileIsNotAdopted() throws Exception {
    String handle = launch("exit 0");
    assertThat(recorder.reason()).contains("exit code 0");
    assertThat(launcher.adopt(session, handle, new Recorder())).isFalse();
    assertThat(launcher.adopt(session, "nonsense", new Recorder())).isFalse();
  }

  @Test
  void anotherProcessWithTheSameIdIsNotTheDriver() {
    ProcessHandle other = ProcessHandle.current();
    String reused = other.pid() + "@" + Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();
    assertThat(launcher.adopt(session, reused, recorder)).isFalse();
    assertThat(launcher.stop(session, reused, NO_GRACE).toCompletableFuture()).isCompleted();
    assertThat(other.isAlive()).isTrue();
  }

  @Test
  void aDriverIsRecognisedAfterTheClockWasChanged() {
    String handle = launch("wait");
    String beforeTheChange = process(handle).pid() + "@0";
    assertThat(launcher.adopt(session, beforeTheChange, recorder)).isTrue();
    assertThat(launcher.adopt(UUID.randomUUID(), beforeTheChange, recorder)).isFalse();
  }

  @Test
  void aDriverThatRanOutOfMemorySaysSo() throws Exception {
    launch("memory");
    assertThat(recorder.reason())
        .contains("exit code 1")
        .contains("out of memory (java.lang.OutOfMemoryError: Java heap space)")
        .contains("driver-memory");
  }

  @Test
  void theExitCodeIsTold() throws Exception {
    launch("exit 3");
    assertThat(recorder.reason()).contains("exit code 3").contains(folder() + "/driver.log");
  }

  @Test
  void theDriverGetsItsOrdersAndNoSecretOfTheGateway() throws Exception {
    Map<String, String> gateway = new HashMap<>(System.getenv());
    gateway.put("HEARTH_TOKEN", "gateway-secret");
    gateway.put("HEARTH_REGISTRY_PASSWORD", "gateway-secret");
    gateway.put("ANYTHING_ELSE", "gateway-secret");
    gateway.put("SPARK_LOCAL_IP", "127.0.0.2");
    launcher.close();
    launcher = TinyDrivers.launcher(home, Settings.in(TinyDrivers.dist(home)), gateway);
    String handle = launch("wait");

    assertThat(log())
        .doesNotContain("gateway-secret")
        .contains("env HEARTH_SESSION_ID=" + session)
        .contains("env HEARTH_LINK_TOKEN=the-link-token")
        .contains("env HEARTH_LINK_URL_FILE=" + home.resolve("gateway.url"))
        .contains("env HEARTH_ORPHAN_LIMIT=PT10M")
        .contains("env HEARTH_SPOOL_DIR=" + folder().resolve("spool"))
        .contains("env HEARTH_REPL_DIR=" + folder().resolve("repl"))
        .contains("env SPARK_LOCAL_IP=127.0.0.2")
        .contains("env PATH=")
        .contains("umlaut ä");
    assertThat(String.join(" ", process(handle).info().arguments().orElseThrow()))
        .doesNotContain("the-link-token");
  }

  @Test
  void settingsOfASessionAreNotOnTheCommandLineThatAllUsersSee() throws Exception {
    String odd = "say \"odd\\value\" # of 'mine'";
    launch(odd);
    await().atMost(Duration.ofMinutes(1)).until(() -> log().contains("odd\\value"));
    assertThat(recorder.reason()).contains("exit code 1");
    assertThat(log()).contains("\"odd\\value\" # of 'mine'");

    UUID other = UUID.randomUUID();
    String handle = launcher.launch(TinyDrivers.order(other, "wait secret"), new Recorder());
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> launcher.logTail(other, TeamName.LOCAL, 1000).orElse("").contains("\nup"));
    assertThat(String.join(" ", process(handle).info().arguments().orElseThrow()))
        .contains(other.toString())
        .doesNotContain("secret")
        .doesNotContain("spark.tiny");
  }

  @Test
  void theFolderIsPrivateAndLosesWhatOnlyTheDriverNeeded() throws Exception {
    String handle = launch("wait");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
        .isEqualTo("rwx------");
    assertThat(folder().resolve("tmp")).isNotEmptyDirectory();
    assertThat(folder().resolve("spool")).isNotEmptyDirectory();
    assertThat(log()).contains("env TMPDIR=" + folder().resolve("tmp"));
    assertThat(Permissions.openToOthers(folder())).isEmpty();

    stop(handle, GRACE);
    assertThat(folder().resolve("tmp")).doesNotExist();
    assertThat(folder().resolve("spool")).doesNotExist();
    assertThat(folder().resolve("repl")).doesNotExist();
    assertThat(folder().resolve("driver.pid")).doesNotExist();
    assertThat(folder().resolve("driver.options")).doesNotExist();
    assertThat(folder().resolve("driver.log")).isNotEmptyFile();
    assertThat(folder().resolve("work/here.txt")).isNotEmptyFile();
  }

  @Test
  void driversWorkWhereTheUserIs() throws Exception {
    Path project = Files.createDirectory(home.resolve("project"));
    Settings there = Settings.in(TinyDrivers.dist(home)).workingIn(project);
    launcher.close();
    launcher = TinyDrivers.launcher(home, there, System.getenv());
    launch("wait");
    assertThat(project.resolve("here.txt")).exists();
  }

  @Test
  void whereUsersAreSeveralEachSessionHasItsOwnFolderAndHome() throws Exception {
    Path project = Files.createDirectory(home.resolve("project"));
    Settings there = Settings.in(TinyDrivers.dist(home)).workingIn(project);
    launcher.close();
    launcher = TinyDrivers.launcher(home, there, System.getenv(), true);
    launch("wait");
    assertThat(project).isEmptyDirectory();
    assertThat(folder().resolve("work/here.txt")).exists();
    assertThat(log())
        .contains("env HOME=" + folder().resolve("work"))
        .contains("home " + folder().resolve("work"));
  }

  @Test
  void whereUsersAreSeveralTheGatewaysCredentialsStayWithIt() {
    Map<String, String> gateway = new HashMap<>(System.getenv());
    gateway.put("AWS_SECRET_ACCESS_KEY", "gateway-secret");
    gateway.put("AWS_SESSION_TOKEN", "gateway-secret");
    gateway.put("AWS_WEB_IDENTITY_TOKEN_FILE", "/gateway-secret");
    gateway.put("AWS_REGION", "eu-central-1");
    launcher.close();
    launcher = TinyDrivers.launcher(home, Settings.in(TinyDrivers.dist(home)), gateway, true);
    launch("wait");
    assertThat(log()).doesNotContain("gateway-secret").contains("env AWS_REGION=eu-central-1");
  }

  @Test
  void whatIsHandedOnCanBeChosenButNeverWhatIsHearths() {
    Map<String, String> gateway = new HashMap<>(System.getenv());
    gateway.put("HEARTH_TOKEN", "gateway-secret");
    gateway.put("GOOGLE_APPLICATION_CREDENTIALS", "/a/file");
    launcher.close();
    Settings all = Settings.in(TinyDrivers.dist(home)).passing("*");
    launcher = TinyDrivers.launcher(home, all, gateway);
    launch("wait");
    assertThat(log())
        .doesNotContain("gateway-secret")
        .contains("env GOOGLE_APPLICATION_CREDENTIALS=/a/file");
  }

  @Test
  void oldFoldersOfEndedSessionsAreRemovedAndLivingOnesStay() throws Exception {
    launch("wait");
    UUID ended = UUID.randomUUID();
    Recorder end = new Recorder();
    launcher.launch(TinyDrivers.order(ended, "exit 0"), end);
    end.reason();
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(8)));
    for (UUID each : new UUID[] {session, ended}) {
      Files.setLastModifiedTime(
          home.resolve("sessions").resolve(each.toString()).resolve("driver.log"), old);
    }

    launcher.removeFoldersBefore(Instant.now().minus(Duration.ofDays(7)));

    assertThat(folder()).exists();
    assertThat(home.resolve("sessions").resolve(ended.toString())).doesNotExist();
  }

  @Test
  void aMissingDriverIsExplainedWithTheCommandThatBuildsIt() {
    LaunchOrder order = TinyDrivers.order(session, "wait");
    LocalLauncher unbuilt =
        TinyDrivers.launcher(home, Settings.in(home.resolve("nowhere")), System.getenv());
    assertThatThrownBy(() -> unbuilt.launch(order, recorder))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("nowhere/hearth-driver.jar")
        .hasMessageContaining("./mvnw -pl src/driver -am package")
        .hasMessageContaining("HEARTH_DRIVER_DIST");
    unbuilt.close();
  }
}
