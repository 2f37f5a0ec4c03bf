package dev.hearth.gateway.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The path below which a proxy shows the gateway, such as {@code /team-a}, where the proxy passes
 * it on. Requests below it are served as if it were not there; those without it are, too, since
 * probes and drivers come from inside.
 */
@Singleton
public class BasePath {
  private static final String FORM = "(/[a-z0-9._~-]+)*";

  /** Before everything that looks at paths. */
  private static final int PRIORITY = 1_000;

  private final String path;

  BasePath(@ConfigProperty(name = "hearth.http.base-path") Optional<String> configured) {
    path = configured.orElse("").replaceFirst("/+$", "");
    if (!path.matches(FORM)) {
      throw new IllegalArgumentException(
          "hearth.http.base-path is '"
              + path
              + "'; expected something like /team-a. Jupyter servers turn it into lower case for"
              + " sockets, so it must be in lower case.");
    }
  }

  void register(@Observes Filters filters) {
    if (!path.isEmpty()) {
      filters.register(this::cut, PRIORITY);
    }
  }

  private void cut(RoutingContext context) {
    String uri = context.request().uri();
    if (context.normalizedPath().startsWith(path + "/") && uri.startsWith(path + "/")) {
      context.reroute(context.request().method(), uri.substring(path.length()));
    } else {
      context.next();
    }
  }

  /** The path as clients see it. */
  public String of(String own) {
    return path + own;
  }

  /** The same as a URI. */
  public URI uri(String own) {
    return URI.create(of(own));
  }
}
