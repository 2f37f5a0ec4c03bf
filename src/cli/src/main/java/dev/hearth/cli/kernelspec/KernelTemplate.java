package dev.hearth.cli.kernelspec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.client.Failure;
import dev.hearth.protocol.message.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder of {@code kernel-spec}.
 *
 * @param name the folder's: that of the gateway's kernelspec
 */
record KernelTemplate(String name, Path folder) {

  /**
   * What an installation says of a kernel.
   *
   * @param profile of its sessions; empty for the gateway's own
   * @param label tells it from others of its language in menus; may be empty
   * @param environment the gateway, the file with the token, the team
   */
  record Choice(String profile, String label, Map<String, String> environment) {}

  /** All, by their names. */
  static List<KernelTemplate> all(Path root) {
    Path templates = root.resolve("kernel-spec");
    try (Stream<Path> folders = Files.list(templates)) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve("kernel.json")))
          .sorted()
          .map(folder -> new KernelTemplate(folder.getFileName().toString(), folder))
          .toList();
    } catch (IOException e) {
      throw Failure.environment(
          "cannot read " + templates + ": " + e.getMessage(),
          "It belongs to Hearth's sources; is the checkout complete?",
          e);
    }
  }

  /** Writes the kernel into a folder of Jupyter's, over an older one. */
  void install(Path target, Path java, Path bridge, Choice choice) throws IOException {
    Files.createDirectories(target);
    byte[] spec =
        Json.mapper()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsBytes(filled(java, bridge, choice));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Path copy = target.resolve(file.getFileName());
        if (file.endsWith("kernel.json")) {
          Files.write(copy, spec);
        } else {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private ObjectNode filled(Path java, Path bridge, Choice choice) throws IOException {
    JsonNode read = Json.mapper().readTree(Files.readAllBytes(folder.resolve("kernel.json")));
    ObjectNode spec = read.deepCopy();
    ArrayNode arguments = spec.putArray("argv");
    for (JsonNode argument : read.path("argv")) {
      arguments.add(
          argument
              .asText()
              .replace("${java}", java.toString())
              .replace("${bridge}", bridge.toString()));
    }
    if (!choice.label().isEmpty()) {
      spec.put("display_name", read.path("display_name").asText() + " · " + choice.label());
    }
    ObjectNode environment = spec.withObject("/env");
    choice.environment().forEach(environment::put);
    if (!choice.profile().isEmpty()) {
      environment.put("HEARTH_KERNEL", name + "-" + choice.profile());
      spec.withObject("/metadata/hearth").put("profile", choice.profile());
    }
    return spec;
  }
}
