package dev.hearth.gateway.http;

import dev.hearth.gateway.team.Credential;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.TokenAuthentication;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;

/**
 * The one place where requests are let in, also those that become WebSockets. Runs before any
 * route, on event loops; immutable.
 *
 * <p>A token in a header or in the query proves that whoever wrote the page knows it, so such
 * requests may come from pages of any site. A password may have been added by the browser itself,
 * so those must come from the gateway's own pages or from a configured origin.
 */
@ApplicationScoped
public class AccessFilter {
  /** Before all that Quarkus routes; CORS headers must stand on refusals, too. */
  private static final int CORS_PRIORITY = 500;

  private static final int ACCESS_PRIORITY = 400;
  private static final String PRINCIPAL = "hearth.principal";

  private static final String METHODS = "GET, HEAD, PUT, POST, PATCH, DELETE, OPTIONS";
  private static final String REQUEST_HEADERS = "accept, content-type, authorization, x-xsrftoken";
  private static final String RESPONSE_HEADERS = "location";

  private static final String WHERE_TO_LOOK =
      "It was set as HEARTH_TOKEN, or stands in gateway.json in the gateway's home; send it as"
          + " 'Authorization: token ...' or '?token=...'.";

  private final TokenAuthentication authentication;
  private final OriginRule origins;
  private final String maxAgeSeconds;

  AccessFilter(TokenAuthentication authentication, AccessConfig config) {
    this.authentication = authentication;
    this.origins = new OriginRule(config.allowedOrigins().orElse(Set.of()));
    this.maxAgeSeconds = Long.toString(config.maxAge().toSeconds());
  }

  void register(@Observes Filters filters) {
    filters.register(this::crossOrigin, CORS_PRIORITY).register(this::access, ACCESS_PRIORITY);
  }

  /** Who sends the request; set for every request that needs a credential. */
  static Optional<Principal> principal(RoutingContext context) {
    return Optional.ofNullable(context.get(PRINCIPAL));
  }

  /** The same for a handshake, which has passed the filter. */
  public Principal principal(HttpServerRequest handshake) {
    return credential(handshake)
        .flatMap(authentication::principal)
        .orElseThrow(() -> new IllegalStateException("a handshake has passed the filter"));
  }

  private void crossOrigin(RoutingContext context) {
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

  private void access(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<Credential> credential = credential(request);
    Optional<Principal> principal = credential.flatMap(authentication::principal);
    if (principal.isPresent()) {
      if (credential.get().ambient() && !fromOwnPage(request)) {
        refuse(
            context,
            "This page may not use your password here.",
            "Its origin is neither the gateway's own nor one of hearth.cors.allowed-origins.");
        return;
      }
      context.put(PRINCIPAL, principal.get());
      context.next();
    } else if (OpenPaths.contains(context.normalizedPath())) {
      context.next();
    } else if (credential.isPresent()) {
      refuse(context, "Forbidden", "The token is not this gateway's. " + WHERE_TO_LOOK);
    } else {
      refuse(context, "Forbidden", "A token is missing. " + WHERE_TO_LOOK);
    }
  }

  private static Optional<Credential> credential(HttpServerRequest request) {
    return Credential.of(request.getHeader(HttpHeaders.AUTHORIZATION), request.getParam("token"));
  }

  private boolean fromOwnPage(HttpServerRequest request) {
    return origins.permits(
        request.getHeader(HttpHeaders.ORIGIN), request.getHeader(HttpHeaders.HOST));
  }

  private static void refuse(RoutingContext context, String message, String reason) {
    ErrorAnswer answer = new ErrorAnswer(403, message, reason);
    context
        .response()
        .setStatusCode(answer.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, answer.mediaType(context.normalizedPath()))
        .end(Buffer.buffer(answer.body(context.normalizedPath())));
  }
}
