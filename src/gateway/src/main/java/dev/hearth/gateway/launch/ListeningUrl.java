package dev.hearth.gateway.launch;

import io.vertx.core.http.HttpServerOptions;
import org.eclipse.microprofile.config.ConfigProvider;

/** The URL at which a gateway listens, as programs of its machine reach it. */
public final class ListeningUrl {
  private ListeningUrl() {}

  /** The URL of a server. */
  public static String of(HttpServerOptions options) {
    // A port that was asked for as 0 is known to Quarkus only.
    int port =
        options.getPort() > 0
            ? options.getPort()
            : ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    return of(options.getHost(), port);
  }

  /**
   * @param host to which the gateway's port is bound; any address of the machine if it is a
   *     wildcard
   */
  static String of(String host, int port) {
    boolean anyAddress = host.equals("0.0.0.0") || host.equals("::") || host.isEmpty();
    String reachable = anyAddress ? "127.0.0.1" : host;
    return "http://" + (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":" + port;
  }
}
