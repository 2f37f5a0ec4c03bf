package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.home.HearthHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The file in which drivers of this machine find the gateway's URL. They read it whenever they
 * dial, for a restarted gateway may listen elsewhere.
 */
final class LinkUrlFile {
  private LinkUrlFile() {}

  static Path in(HearthHome home) {
    return home.resolve("gateway.url");
  }

  /**
   * @param host to which the gateway's port is bound; any address of the machine if it is a
   *     wildcard
   */
  static String url(String host, int port) {
    boolean anyAddress = host.equals("0.0.0.0") || host.equals("::") || host.isEmpty();
    String reachable = anyAddress ? "127.0.0.1" : host;
    return "http://" + (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":" + port;
  }

  /** Readers see the old URL or the new one, never a part of it. */
  static void write(HearthHome home, String url) {
    Path next = home.resolve("gateway.url.next");
    try {
      Files.writeString(next, url + "\n");
      Files.move(next, in(home), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + in(home), e);
    }
  }
}
