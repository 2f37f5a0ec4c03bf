package dev.hearth.gateway.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/** Tells browsers which pages of other sites may read the gateway's answers. On event loops. */
@ApplicationScoped
public class CrossOrigin {
  private static final int PRIORITY = 500;

  private static final String METHODS = "GET, HEAD, PUT, POST, PATCH, DELETE, OPTIONS";
  private static final String REQUEST_HEADERS = "accept, content-type, authorization, x-xsrftoken";
  private static final String RESPONSE_HEADERS = "location";

  private final OriginRule origins;
  private final String maxAgeSeconds;

  CrossOrigin(AccessConfig config) {
    this.origins = new OriginRule(config.allowedOrigins().orElse(Set.of()));
    this.maxAgeSeconds = Long.toString(config.maxAge().toSeconds());
  }

  void register(@Observes Filters filters) {
    filters.register(this::answer, PRIORITY);
  }

  private void answer(RoutingContext context) {
    HttpServerRequest request = context.request();
    HttpServerResponse response = context.response();
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null && origins.lists(origin)) {
      response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
      response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
      response.putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, RESPONSE_HEADERS);
      response.putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    }
    if (request.method() != HttpMethod.OPTIONS) {
      context.next();
      return;
    }
    // A browser asks this before the request proper, and never with a credential.
    response
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, maxAgeSeconds)
        .setStatusCode(204)
        .end();
  }
}
