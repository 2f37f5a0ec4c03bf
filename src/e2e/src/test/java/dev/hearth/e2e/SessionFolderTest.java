package dev.hearth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.e2e.scenario.Ipykernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who can look into what a session leaves on the disk. */
class SessionFolderTest {
  @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.NEVER)
  static Path home;

  private static GatewayProcess gateway;

  @BeforeAll
  static void startGateway() {
    gateway = GatewayProcess.started(home, Map.of());
  }

  @AfterAll
  static void stopGateway() {
    gateway.close();
  }

  private static String printed(RawClient client, String code) {
    String cell = client.execute(code);
    client.awaitDone(cell);
    return client.printed(cell);
  }

  private static List<Path> below(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }

  private static void assertClosedToOthers() throws IOException {
    for (Path path : below(home.resolve("sessions"))) {
      if (!Files.isSymbolicLink(path)) {
        assertThat(permissions(path)).as(path.toString()).endsWith("------");
      }
    }
  }

  @Test
  void nothingOfAScalaSessionIsReadableByOthers() throws IOException {
    String kernel = gateway.startKernel("scala");
    try (RawClient client = RawClient.connect(gateway, kernel)) {
      printed(
          client,
          "case class A(i: Int); val a = spark.range(10).map(i => A(i.toInt)).toDF;"
              + " a.write.parquet(\"a.parquet\"); a.createOrReplaceTempView(\"a\");"
              + " a.cache().count(); java.nio.file.Files.createTempFile(\"x\", \".so\");"
              + " new java.io.FileOutputStream(\"written\").close()");
      assertThat(printed(client, "println(new java.io.File(\"a.parquet\").exists)"))
          .isEqualTo("true\n");
      assertClosedToOthers();
      Path folder = DriverProcess.of(gateway).get(0).folder();
      assertThat(folder.resolve("work/written")).exists();
      assertThat(below(folder.resolve("repl"))).hasSizeGreaterThan(1);
      assertThat(below(folder.resolve("tmp"))).hasSizeGreaterThan(1);
      assertThat(folder.resolve("driver.log")).exists();
    } finally {
      gateway.deleteKernel(kernel);
    }
  }

  @Test
  void norAnythingOfAPythonKernel() throws IOException {
    Ipykernel.require();
    String kernel = gateway.startKernel("pyspark");
    try (RawClient client = RawClient.connect(gateway, kernel)) {
      Path folder = DriverProcess.of(gateway).get(0).folder();
      assertThat(printed(client, "import tempfile\nprint(tempfile.gettempdir())"))
          .isEqualTo(folder.resolve("tmp") + "\n");
      printed(client, "f = tempfile.mkdtemp()\nopen('written', 'w').close()");
      assertThat(below(folder.resolve("tmp")))
          .anyMatch(path -> path.endsWith("connection.json"))
          .anyMatch(path -> path.endsWith("hearth_kernel.py"));
      assertThat(folder.resolve("work/written")).exists();
      assertClosedToOthers();
    } finally {
      gateway.deleteKernel(kernel);
    }
  }
}
