package dev.hearth.gateway.launch;

import dev.hearth.gateway.error.Unavailable;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.ConfigProvider;

/** The URL at which this gateway listens, as programs of this machine reach it. */
@Singleton
public class ListeningUrl {
  private static final long START_SECONDS = 60;

  private final CompletableFuture<String> url = new CompletableFuture<>();

  void listening(@ObservesAsync HttpServerStart start) {
    url.complete(of(start.options()));
  }

  /**
   * Waits until the gateway listens; launches may come before.
   *
   * @throws Unavailable if it does not, in a minute
   */
  public String await() {
    try {
      return url.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("The gateway is stopping.", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new Unavailable("The gateway does not listen for drivers yet.", e);
    }
  }

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
