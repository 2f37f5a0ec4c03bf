package dev.hearth.driver.magic;

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
   */
  Path fetch() throws IOException, RefusedCallException, InterruptedException {
    byte[] piece = piece(0); // before anything is made here
    Path file = Files.createTempDirectory("hearth-file-").resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      long offset = 0;
      while (piece.length > 0) {
        out.write(piece);
        offset += piece.length;
        piece = piece(offset);
      }
    }
    return file;
  }

  private byte[] piece(long offset) throws RefusedCallException, InterruptedException {
    ObjectNode params = Json.mapper().createObjectNode();
    params.put("name", name);
    params.put("offset", offset);
    return Base64.getDecoder().decode(gateway.ask("session.file", params).path("base64").asText());
  }
}
