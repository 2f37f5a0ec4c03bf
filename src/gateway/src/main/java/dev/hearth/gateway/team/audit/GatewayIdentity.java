package dev.hearth.gateway.team.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * The id under which the gateway of a home writes to the audit log; it lasts as long as the home.
 */
final class GatewayIdentity {
  private final Path file;
  private String id;

  /** Reads it, or takes one. */
  GatewayIdentity(Path folder) {
    file = folder.resolve("gateway");
    try {
      id = Files.exists(file) ? Files.readString(file).strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    if (!id.matches("[0-9a-f-]{36}")) {
      renew();
    }
  }

  String id() {
    return id;
  }

  /** Takes another id, from now on. */
  void renew() {
    String next = UUID.randomUUID().toString();
    Path written = file.resolveSibling("gateway.new");
    try {
      Files.deleteIfExists(written);
      try (FileChannel channel = OwnerOnlyFile.open(written)) {
        OwnerOnlyFile.append(channel, (next + "\n").getBytes(StandardCharsets.US_ASCII));
      }
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
    id = next;
  }
}
