package dev.hearth.cli.kernelspec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.client.Failure;
import dev.hearth.protocol.message.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kernel of Hearth that Jupyter can find.
 *
 * @param name by which Jupyter knows it
 * @param folder with its {@code kernel.json}
 */
record InstalledKernel(String name, Path folder, JsonNode spec) {

  /** Those in a data folder, by their names. */
  static List<InstalledKernel> in(DataFolder data) {
    if (!Files.isDirectory(data.kernels())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(data.kernels())) {
      List<InstalledKernel> kernels = new ArrayList<>();
      folders.sorted().forEach(folder -> at(folder).ifPresent(kernels::add));
      return kernels;
    } catch (IOException e) {
      throw Failure.environment("cannot read " + data.kernels() + ": " + e.getMessage(), "", e);
    }
  }

  /** Empty if there is none, or one that is not Hearth's. */
  static Optional<InstalledKernel> at(Path folder) {
    Path file = folder.resolve("kernel.json");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      JsonNode spec = Json.mapper().readTree(Files.readAllBytes(file));
      return spec.path("metadata").path("hearth").isObject()
          ? Optional.of(new InstalledKernel(folder.getFileName().toString(), folder, spec))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // whatever it is, Jupyter cannot use it either
    }
  }

  /** The gateway that it starts its kernels at: a URL or a home. */
  String gateway() {
    JsonNode env = spec.path("env");
    return env.path("HEARTH_URL").asText(env.path("HEARTH_HOME").asText());
  }

  /** What keeps it from starting; empty if nothing does. */
  Optional<String> fault() {
    for (JsonNode argument : spec.path("argv")) {
      String text = argument.asText();
      boolean needed = text.endsWith("/java") || text.endsWith(".jar");
      if (needed && !Files.exists(Path.of(text))) {
        return Optional.of("there is no " + text + " any more");
      }
    }
    return Optional.empty();
  }

  void remove() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw Failure.environment("cannot remove " + folder + ": " + e.getMessage(), "", e);
    }
  }
}
