package dev.hearth.e2e.jupyter;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hearth.e2e.GatewayProcess;
import dev.hearth.e2e.Program;
import dev.hearth.e2e.SharedGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code @jupyterlab/services}, which every JupyterLab has inside; see {@code src/test/node}. */
@ExtendWith(SharedGateway.class)
class LabServicesTest {

  @Test
  void jupyterLabsLibraryFindsEverythingAsItExpects() throws IOException {
    requireNode();
    Path folder = Files.createDirectories(Path.of("target", "node").toAbsolutePath());
    try (Stream<Path> files = Files.list(Path.of("src", "test", "node"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
    try (Program install = Program.start(folder, Map.of(), "npm", "ci", "--ignore-scripts")) {
      install.expectSuccess();
    }
    Map<String, String> environment =
        Map.of(
            "HEARTH_URL",
            SharedGateway.gateway().url().toString().replaceFirst("/$", ""),
            "HEARTH_TOKEN",
            GatewayProcess.TOKEN);
    try (Program tests =
        Program.start(
            folder,
            environment,
            "node",
            "--test",
            "--test-force-exit",
            "--test-reporter=spec",
            "lab-services.test.mjs")) {
      tests.expectSuccess();
    }
  }

  private static void requireNode() throws IOException {
    List<String> path = List.of(System.getenv("PATH").split(":"));
    boolean there =
        Stream.of("node", "npm")
            .allMatch(
                program ->
                    path.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program))));
    assumeTrue(there, "SKIPPED: there are no Node.js and npm here; 20.14 or newer is needed");
    Path temp = Files.createTempDirectory("node");
    try (Program help = Program.start(temp, Map.of(), "node", "--help")) {
      help.exitCode();
      List<String> options = help.printed().lines().toList();
      assumeTrue(
          options.stream().anyMatch(line -> line.contains("--test-force-exit")),
          "SKIPPED: this Node.js is too old; 20.14 or newer is needed");
    }
  }
}
