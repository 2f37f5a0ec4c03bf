package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.home.HearthHome;
import dev.hearth.gateway.home.HomeFile;
import java.nio.file.Path;

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

  /**
   * Readers see the old URL or the new one, never a part of it.
   *
   * @param forAllAccounts whether drivers run under other accounts
   */
  static void write(HearthHome home, String url, boolean forAllAccounts) {
    HomeFile.replace(
        in(home), url + "\n", forAllAccounts ? HomeFile.READ_BY_ALL : HomeFile.OWNER_ONLY);
  }
}
