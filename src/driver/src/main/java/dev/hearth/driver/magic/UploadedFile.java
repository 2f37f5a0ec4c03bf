package dev.hearth.driver.magic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.driver.kernel.GatewayCalls;
import dev.hearth.driver.kernel.RefusedCallException;
import dev.hearth.protocol.message.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * A file that a user has handed to the session; the gateway keeps it and gives it piece by piece.
 */
final class UploadedFile {
  private final GatewayCalls gateway;
  private final String name;

  UploadedFile(GatewayCalls gateway, String name) {
    this.gateway = gateway;
    this.name = name;
  }

  /** Whether it can only be a name, and no path or URL. */
  static boolean isName(String word) {
    return word.matches("[A-Za-z0-9][A-Za-z0-9._+-]*");
  }

  /**
   * Copies it to this machine.
   *
   * @throws RefusedCallException if there is none of this name
   * @throws IOException if it cannot be stored, or another one took its place meanwhile
   */
  Path fetch() throws IOException, RefusedCallException, InterruptedException {
    JsonNode first = piece(0); // before anything is made here
    Path file = Files.createTempDirectory("hearth-file-").resolve(name);
    boolean whole = false;
    try (OutputStream out = Files.newOutputStream(file)) {
      String version = first.path("version").asText();
      long offset = 0;
      byte[] bytes = bytes(first);
      while (bytes.length > 0) {
        out.write(bytes);
        offset += bytes.length;
        JsonNode next = piece(offset);
        if (!next.path("version").asText().equals(version)) {
          throw new IOException("it was uploaded anew meanwhile; run the cell again");
        }
        bytes = bytes(next);
      }
      whole = true;
    } finally {
      if (!whole) {
        Files.deleteIfExists(file);
        Files.deleteIfExists(file.getParent());
      }
    }
    return file;
  }

  private static byte[] bytes(JsonNode piece) {
    return Base64.getDecoder().decode(piece.path("base64").asText());
  }

  private JsonNode piece(long offset) throws RefusedCallException, InterruptedException {
    ObjectNode params = Json.mapper().createObjectNode();
    params.put("name", name);
    params.put("offset", offset);
    return gateway.ask("session.file", params);
  }
}
