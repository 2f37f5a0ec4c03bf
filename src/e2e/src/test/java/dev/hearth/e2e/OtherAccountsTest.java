package dev.hearth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real Spark drivers under other accounts of this machine than the gateway's, one per user. As long
 * as the token stands for one user, the second comes with a second gateway on the same home.
 */
class OtherAccountsTest {
  private static final String SECRET = "the-gateways-secret-0123456789";

  @TempDir static Path temp;

  private static GatewayProcess daemons;
  private static GatewayProcess nobodys;
  private static DriverProcess daemonsDriver;
  private static String kernel;

  @BeforeAll
  static void startSessionsOfTwoUsers() throws IOException {
    assumeTrue(
        "root".equals(System.getProperty("user.name")),
        "SKIPPED: only root can start drivers under other accounts");
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/setpriv")),
        "SKIPPED: no setpriv here; apt-get install util-linux");
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx--x--x"));
    daemons = gatewayOf("daemon");
    daemons.start();
    String daemonsKernel = daemons.startKernel("scala");
    try (RawClient client = RawClient.connect(daemons, daemonsKernel)) {
      assertThat(printed(client, "println(1); new java.io.FileOutputStream(\"mine\").close()"))
          .isEqualTo("1\n");
    }
    daemonsDriver = DriverProcess.of(daemons).get(0);
    daemons.kill();
    nobodys = gatewayOf("nobody");
    nobodys.start();
    kernel = nobodys.startKernel("scala");
  }

  private static GatewayProcess gatewayOf(String user) {
    Map<String, String> settings = new HashMap<>();
    settings.put("HEARTH_LAUNCH_LOCAL_RUN_AS", "{user}");
    settings.put("JAVA_TOOL_OPTIONS", "-Duser.name=" + user);
    settings.put("HEARTH_REGISTRY_PASSWORD", SECRET);
    settings.put("AWS_SECRET_ACCESS_KEY", SECRET);
    settings.put("AWS_SESSION_TOKEN", SECRET);
    settings.put("AWS_WEB_IDENTITY_TOKEN_FILE", "/" + SECRET);
    settings.put("HEARTH_WORK_DIR", temp.toString());
    return new GatewayProcess(temp.resolve("home"), settings);
  }

  @AfterAll
  static void stopBoth() {
    if (nobodys != null) {
      nobodys.close();
    }
    if (daemons != null) {
      daemons.start();
      daemons.close();
    }
  }

  private static String printed(RawClient client, String code) {
    String cell = client.execute(code);
    client.awaitDone(cell);
    return client.printed(cell);
  }

  private static String run(String code) {
    try (RawClient client = RawClient.connect(nobodys, kernel)) {
      return printed(client, code);
    }
  }

  private static DriverProcess driver() {
    return DriverProcess.of(nobodys).stream()
        .filter(driver -> !driver.equals(daemonsDriver))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aCellRunsUnderTheAccountOfItsUser() {
    assertThat(run("import scala.sys.process._; print(\"id -un\".!!)")).isEqualTo("nobody\n");
    assertThat(run("print(spark.range(1000).map(_ + 1).reduce(_ + _))")).isEqualTo("500500");
    assertThat(ProcessHandle.of(driver().pid()).orElseThrow().info().user()).hasValue("nobody");
    assertThat(ProcessHandle.of(daemonsDriver.pid()).orElseThrow().info().user())
        .hasValue("daemon");
  }

  @Test
  void aCellCannotReadWhatIsTheGatewaysOrAnotherSessions() {
    Path home = nobodys.home();
    List<Path> closed =
        List.of(
            home,
            home.resolve("gateway.json"),
            home.resolve("gateway.log"),
            home.resolve("registry"),
            home.resolve("registry/hearth.mv.db"),
            home.resolve("journals"),
            home.resolve("sessions"),
            daemonsDriver.folder(),
            daemonsDriver.folder().resolve("work"),
            daemonsDriver.folder().resolve("work/mine"),
            daemonsDriver.folder().resolve("driver.log"),
            daemonsDriver.folder().resolve("driver.pid"),
            daemonsDriver.folder().resolve("driver.options"),
            Path.of("/proc", Long.toString(nobodys.pid()), "environ"),
            Path.of("/proc", Long.toString(daemonsDriver.pid()), "environ"),
            driver().folder().resolve("driver.pid"));
    for (Path path : closed) {
      assertThat(path).exists();
      assertThat(run("import java.nio.file._; print(Files.isReadable(Path.of(\"" + path + "\")))"))
          .as(path.toString())
          .isEqualTo("false");
      assertThat(run("import scala.sys.process._; print(Seq(\"/bin/cat\", \"" + path + "\").!)"))
          .as(path.toString())
          .contains("Permission denied");
    }
  }

  @Test
  void aCellCannotBecomeRootOrEndWhatIsNotItsOwn() {
    assertThat(run("print(scala.io.Source.fromFile(\"/proc/self/status\").mkString)"))
        .contains("NoNewPrivs:\t1")
        .contains("CapBnd:\t0000000000000000")
        .contains("CapEff:\t0000000000000000");
    String kill = "import scala.sys.process._; print(Seq(\"/bin/kill\", \"-9\", \"%d\").!)";
    assertThat(run(String.format(kill, nobodys.pid()))).contains("not permitted");
    assertThat(run(String.format(kill, daemonsDriver.pid()))).contains("not permitted");
  }

  @Test
  void aSessionHasAHomeOfItsOwnAndNoCredentialsOfTheGateway() {
    Path work = driver().folder().resolve("work");
    assertThat(run("print(sys.env(\"HOME\") + \" \" + sys.props(\"user.home\"))"))
        .isEqualTo(work + " " + work);
    assertThat(run("print(java.nio.file.Path.of(\"\").toAbsolutePath)")).isEqualTo(work.toString());
    assertThat(run("print(sys.env(\"TMPDIR\"))")).isEqualTo(driver().folder() + "/tmp");
    assertThat(run("new java.io.FileOutputStream(sys.env(\"HOME\") + \"/x\").close(); print(1)"))
        .isEqualTo("1");
    assertThat(driver().environment())
        .doesNotContainValue(SECRET)
        .doesNotContainKey("HEARTH_TOKEN");
    assertThat(driver().environment().toString()).doesNotContain(SECRET);
  }

  @Test
  void theSparkOfASessionTakesNobodyElsesCommands() {
    assertThat(run("print(sc.getConf.get(\"spark.authenticate\"))")).isEqualTo("true");
    assertThat(run("print(sc.uiWebUrl)")).isEqualTo("None");
  }

  @Test
  void theSessionGoesOnAfterTheGatewayWasKilledAndItsEndIsNoticed() {
    run("val kept = 42");
    nobodys.kill();
    nobodys.start();
    assertThat(run("print(kept)")).isEqualTo("42");

    String doomed = nobodys.startKernel("scala");
    try (RawClient client = RawClient.connect(nobodys, doomed)) {
      assertThat(printed(client, "print(1)")).isEqualTo("1");
      client.execute("System.exit(3)");
      await().atMost(Duration.ofMinutes(1)).until(() -> nobodys.kernelState(doomed).equals("dead"));
    } finally {
      nobodys.deleteKernel(doomed);
    }
  }

  @Test
  void aDeletedSessionsProcessAndFilesAreGone() {
    String short_ = nobodys.startKernel("scala");
    try (RawClient client = RawClient.connect(nobodys, short_)) {
      String folder = printed(client, "print(sys.env(\"HEARTH_SPOOL_DIR\"))");
      long pid = Long.parseLong(printed(client, "print(ProcessHandle.current().pid())"));
      nobodys.deleteKernel(short_);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () ->
                  ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()
                      && !Files.exists(Path.of(folder))
                      && !Files.exists(Path.of(folder).resolveSibling("tmp")));
    }
  }
}
