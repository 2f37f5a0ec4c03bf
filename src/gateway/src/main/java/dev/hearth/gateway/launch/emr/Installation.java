package dev.hearth.gateway.launch.emr;

import dev.hearth.gateway.home.HearthHome;
import dev.hearth.gateway.home.HomeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Tells this gateway's job runs from those of others: drawn once, and kept in the home. */
final class Installation {
  private Installation() {}

  /** 8 hexadecimal digits. */
  static String in(HearthHome home) {
    Path file = home.resolve("installation");
    try {
      if (!Files.exists(file)) {
        byte[] random = new byte[4];
        new SecureRandom().nextBytes(random);
        HomeFile.replace(file, HexFormat.of().formatHex(random) + "\n", HomeFile.OWNER_ONLY);
      }
      String id = Files.readString(file).strip();
      if (!id.matches("[0-9a-f]{8}")) {
        throw new IllegalArgumentException(
            file + " must hold 8 hexadecimal digits. Remove it if no session runs.");
      }
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
