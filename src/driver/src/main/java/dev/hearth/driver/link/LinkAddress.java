package dev.hearth.driver.link;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;

/** Where the gateway is now. Asked before every dial, since a gateway may come back elsewhere. */
@FunctionalInterface
public interface LinkAddress {

  /**
   * The gateway's base URL, {@code http} or {@code https}.
   *
   * @throws IOException if it cannot be told at present; the driver asks again later
   */
  String baseUrl() throws IOException;

  /** A gateway that does not move. */
  static LinkAddress fixed(String baseUrl) {
    return () -> baseUrl;
  }

  /** A gateway that writes its base URL into a file whenever it starts. */
  static LinkAddress inFile(Path file) {
    return () -> Files.readString(file).strip();
  }

  /** The link's WebSocket URL for a session. */
  default URI linkOf(UUID sessionId) throws IOException {
    String base = baseUrl();
    String scheme = base.toLowerCase(Locale.ROOT);
    if (!scheme.startsWith("http://") && !scheme.startsWith("https://")) {
      throw new IOException("the gateway's address must begin with http:// or https://");
    }
    String path = "/api/hearth/link/" + sessionId;
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    try {
      return URI.create("ws" + root.substring("http".length()) + path);
    } catch (IllegalArgumentException e) {
      throw new IOException("the gateway's address is not a URL", e);
    }
  }
}
