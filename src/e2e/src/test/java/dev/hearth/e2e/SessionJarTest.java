package dev.hearth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver as images have it: one jar among Spark's own. */
class SessionJarTest {
  /** What a driver needs and a distribution of Spark 3.5 does not have, by the names of jars. */
  private static final List<String> NOT_SPARKS =
      List.of("hearth-", "interface-", "jeromq-", "jnacl-", "xgboost4j-");

  @TempDir Path temp;

  @Test
  void itHasTheDriverAndNothingThatSparkHas() throws IOException {
    try (JarFile jar = new JarFile(Build.sessionJar().toFile())) {
      List<String> classes =
          jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")).toList();
      assertThat(classes)
          .contains("dev/hearth/driver/SessionDriver.class")
          .anyMatch(name -> name.startsWith("dev/hearth/protocol/"))
          .anyMatch(name -> name.startsWith("dev/hearth/data/"))
          .anyMatch(name -> name.startsWith("coursierapi/"))
          .anyMatch(name -> name.startsWith("org/zeromq/"));
      assertThat(classes)
          .noneMatch(
              name ->
                  Stream.of("org/apache/", "scala/", "com/fasterxml/", "org/slf4j/", "ml/dmlc/")
                      .anyMatch(name::startsWith));
    }
  }

  /** No two of its classes come from jars that Spark's distribution has, too. */
  @Test
  void itIsAllThatTheDriversDistributionHasBeyondSpark() throws IOException {
    try (JarFile session = new JarFile(Build.sessionJar().toFile())) {
      List<String> packed =
          session.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")).toList();
      for (Path library : libraries(true)) {
        if (!library.getFileName().toString().startsWith("xgboost4j-")) {
          try (JarFile jar = new JarFile(library.toFile())) {
            assertThat(packed)
                .containsAll(
                    jar.stream()
                        .map(ZipEntry::getName)
                        .filter(name -> name.endsWith(".class") && !name.contains("module-info"))
                        .toList());
          }
        }
      }
    }
  }

  @Test
  void aDriverStartsWithItAndSparksJarsAlone() throws IOException {
    Path dist = temp.resolve("dist");
    Files.createDirectories(dist.resolve("lib"));
    for (Path library : libraries(false)) {
      Files.createSymbolicLink(dist.resolve("lib").resolve(library.getFileName()), library);
    }
    Files.createSymbolicLink(dist.resolve("hearth-driver.jar"), Build.sessionJar());
    startAndCount(dist);
    for (Path library : libraries(false)) {
      Files.delete(dist.resolve("lib").resolve(library.getFileName()));
    }
    Files.delete(dist.resolve("hearth-driver.jar"));
  }

  private void startAndCount(Path dist) {
    try (GatewayProcess gateway =
        GatewayProcess.started(
            temp.resolve("home"), Map.of("HEARTH_DRIVER_DIST", dist.toString()))) {
      String kernel = gateway.startKernel("scala");
      try (RawClient client =
          RawClient.connect(gateway, kernel, UUID.randomUUID().toString(), Framing.V1)) {
        String cell = client.execute("println(spark.range(5).count() + spark.version)");
        client.awaitDone(cell);
        assertThat(client.printed(cell)).startsWith("53.5");
      }
    }
  }

  /** Of the driver's distribution: those of Spark, or the others. */
  private static List<Path> libraries(boolean beyondSpark) {
    try (Stream<Path> jars = Files.list(Build.driverDist().resolve("lib"))) {
      return jars.filter(
              jar ->
                  NOT_SPARKS.stream().anyMatch(jar.getFileName().toString()::startsWith)
                      == beyondSpark)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
