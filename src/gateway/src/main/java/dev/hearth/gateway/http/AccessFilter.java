package dev.hearth.gateway.http;

import dev.hearth.gateway.error.Forbidden;
import dev.hearth.gateway.error.HearthException;
import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.Scope;
import dev.hearth.gateway.team.identity.Authentication;
import dev.hearth.gateway.team.identity.Credential;
import dev.hearth.gateway.team.identity.LoginThrottle;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The one place where requests are let in, also those that become WebSockets: by the rule of their
 * route, and by who sends them. Runs before any route, on event loops; what must be looked up is,
 * on a worker.
 *
 * <p>A token in a header or in the query proves that whoever wrote the page knows it, so such
 * requests may come from pages of any site. A password may have been added by the browser itself,
 * so those must come from the gateway's own pages or from a configured origin; so must requests by
 * the cookie of a session ({@link OwnPages}).
 */
@ApplicationScoped
public class AccessFilter {
  private static final Logger LOG = Logger.getLogger(AccessFilter.class);

  /** Behind {@link CrossOrigin}, whose headers must stand on refusals, too. */
  private static final int PRIORITY = 400;

  private static final String CALLER = "hearth.caller";

  private static final String WHERE_TO_LOOK =
      "It was set as HEARTH_TOKEN, or stands in gateway.json in the gateway's home; send it as"
          + " 'Authorization: token ...' or '?token=...'.";

  private static final String OF_PROVIDER =
      "Sign in with a browser at /api/hearth/login, or send an access token of the identity"
          + " provider as 'Authorization: Bearer ...'.";

  private final Authentication authentication;
  private final OriginRule origins;
  private final RequestIdentity provider;
  private final OwnPages pages;
  private final LoginThrottle throttle = new LoginThrottle(Clock.systemUTC());

  AccessFilter(Authentication authentication, RequestIdentity provider, AccessConfig config) {
    Set<String> allowed = config.allowedOrigins().orElse(Set.of());
    this.authentication = authentication;
    this.provider = provider;
    this.origins = new OriginRule(allowed);
    this.pages = new OwnPages(allowed);
  }

  void register(@Observes Filters filters) {
    filters.register(this::access, PRIORITY);
  }

  /** Who sends the request; set for every request that needs a credential. */
  static Optional<Caller> caller(RoutingContext context) {
    return Optional.ofNullable(context.get(CALLER));
  }

  /**
   * Who sends the handshake that is being handled by the present thread, after it has passed the
   * filter.
   */
  public Caller callerOfHandshake() {
    Caller caller = Vertx.currentContext().getLocal(CALLER);
    if (caller == null) {
      throw new IllegalStateException("a handshake has passed the filter");
    }
    return caller;
  }

  private void access(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<Requirement> rule = RouteRules.of(request.method().name(), context.normalizedPath());
    if (rule.isPresent() && rule.get().scope().isEmpty()) {
      context.next();
      return;
    }
    Optional<Credential> credential =
        Credential.of(request.getHeader(HttpHeaders.AUTHORIZATION), request.getParam("token"));
    if (credential.isEmpty() && provider.on()) {
      visit(context, rule);
      return;
    }
    if (credential.isEmpty()) {
      missing(context);
      return;
    }
    Optional<Caller> known = authentication.known(credential.get());
    if (known.isPresent()) {
      admit(context, credential.get(), known.get(), rule);
    } else if (provider.issues(credential.get())) {
      askProvider(context, credential.get(), rule);
    } else if (!authentication.asks()) {
      wrong(context);
    } else {
      ask(context, credential.get(), rule);
    }
  }

  /** Of an address that is locked out, only what is known already is taken. */
  private void ask(RoutingContext context, Credential credential, Optional<Requirement> rule) {
    Optional<Duration> locked = throttle.locked(address(context));
    if (locked.isPresent()) {
      lockedOut(context, locked.get());
      return;
    }
    context.request().pause();
    Future<Optional<Caller>> asked =
        context.vertx().executeBlocking(() -> authentication.identify(credential), false);
    asked.onComplete(
        result -> {
          context.request().resume();
          if (result.failed()) {
            unavailable(context, result.cause());
          } else if (result.result().isPresent()) {
            admit(context, credential, result.result().get(), rule);
          } else {
            wrong(context);
          }
        });
  }

  /** Failures lock nobody out: signatures cannot be guessed, and whole labs share an address. */
  private void askProvider(
      RoutingContext context, Credential credential, Optional<Requirement> rule) {
    context.request().pause();
    provider
        .bearer(context, credential)
        .onComplete(
            result -> {
              context.request().resume();
              if (result.failed()) {
                unavailable(context, result.cause());
              } else if (result.result().isPresent()) {
                admit(context, credential, result.result().get(), rule);
              } else {
                refuse(context, 403, "Forbidden", "The token is not good here. " + OF_PROVIDER);
              }
            });
  }

  /** A browser that shows no token, but perhaps the cookie of a session. */
  private void visit(RoutingContext context, Optional<Requirement> rule) {
    boolean changes =
        OwnPages.changes(context.request()) || rule.equals(Optional.of(Requirement.CHANGE));
    if (provider.hasSession(context) && !pages.permit(context.request(), changes)) {
      refuse(
          context,
          403,
          "This page may not use your session here.",
          "Its origin is neither the gateway's own nor one that hearth.cors.allowed-origins"
              + " names; programs send a token.");
      return;
    }
    context.request().pause();
    provider
        .visit(context)
        .onComplete(
            result -> {
              context.request().resume();
              if (result.failed()) {
                unavailable(context, result.cause());
              } else if (result.result() instanceof Visit.Known visitor) {
                route(context, visitor.caller(), rule);
              } else if (result.result() instanceof Visit.Elsewhere next) {
                redirect(context, next.url());
              } else if (opensPage(context)) {
                signIn(context);
              } else {
                missing(context);
              }
            });
  }

  private void signIn(RoutingContext context) {
    provider
        .signIn(context)
        .onSuccess(next -> redirect(context, next.url()))
        .onFailure(failure -> unavailable(context, failure));
  }

  /** Whether a person opens a page, and no program asks the API. */
  private static boolean opensPage(RoutingContext context) {
    HttpServerRequest request = context.request();
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    String mode = request.getHeader("Sec-Fetch-Mode");
    String path = context.normalizedPath();
    return request.method() == HttpMethod.GET
        && accept != null
        && accept.contains("text/html")
        && (mode == null || mode.equals("navigate"))
        && !path.matches("/(api|q|kernelspecs)(/.*)?");
  }

  static void redirect(RoutingContext context, String url) {
    context
        .response()
        .setStatusCode(302)
        .putHeader(HttpHeaders.LOCATION, url)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end();
  }

  private void missing(RoutingContext context) {
    refuse(
        context,
        403,
        "Forbidden",
        "A token is missing. " + (provider.on() ? OF_PROVIDER : WHERE_TO_LOOK));
  }

  private static String address(RoutingContext context) {
    return context.request().remoteAddress() == null
        ? ""
        : context.request().remoteAddress().hostAddress();
  }

  private void admit(
      RoutingContext context, Credential credential, Caller caller, Optional<Requirement> rule) {
    if (credential.ambient() && !fromOwnPage(context.request())) {
      refuse(
          context,
          403,
          "This page may not use your password here.",
          "Its origin is neither the gateway's own nor one of hearth.cors.allowed-origins.");
      return;
    }
    route(context, caller, rule);
  }

  private static void route(RoutingContext context, Caller caller, Optional<Requirement> rule) {
    if (rule.isEmpty() && !RouteRules.knows(context.normalizedPath())) {
      refuse(context, 404, "There is nothing at this address.", null);
      return;
    }
    if (rule.isEmpty()) {
      refuse(context, 405, "This address does not take that method.", null);
      return;
    }
    Scope needed = rule.get().scope().orElseThrow();
    boolean metrics = needed == Scope.METRICS && caller.operator();
    if (!metrics && !caller.scope().covers(needed)) {
      refuse(
          context,
          403,
          "This token may not do that.",
          "Its scope is " + caller.scope().wireName() + "; this needs " + needed.wireName() + ".");
      return;
    }
    context.put(CALLER, caller);
    Vertx.currentContext().putLocal(CALLER, caller);
    context.next();
  }

  private boolean fromOwnPage(HttpServerRequest request) {
    return origins.permits(
        request.getHeader(HttpHeaders.ORIGIN), request.getHeader(HttpHeaders.HOST));
  }

  private void wrong(RoutingContext context) {
    if (throttle.failed(address(context))) {
      LOG.warnf("Too many wrong credentials from %s: it is locked out", address(context));
    }
    refuse(context, 403, "Forbidden", "The token is not good here. " + WHERE_TO_LOOK);
  }

  private static void lockedOut(RoutingContext context, Duration left) {
    long seconds = left.toSeconds() + 1;
    context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    refuse(
        context,
        429,
        "Too many wrong tokens came from this address.",
        "New ones are looked at again in " + seconds + " s.");
  }

  static void unavailable(RoutingContext context, Throwable failure) {
    if (failure instanceof Forbidden known) {
      refuse(context, 403, known.getMessage(), null);
      return;
    }
    if (failure instanceof HearthException known) {
      refuse(context, 503, known.getMessage(), null);
      return;
    }
    LOG.error("A credential could not be checked", failure);
    refuse(context, 503, "Your token cannot be checked now.", "The gateway's log says why.");
  }

  static void refuse(RoutingContext context, int status, String message, String reason) {
    ErrorAnswer answer = new ErrorAnswer(status, message, reason);
    HttpServerResponse response = context.response();
    response
        .setStatusCode(answer.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, answer.mediaType(context.normalizedPath()))
        .end(Buffer.buffer(answer.body(context.normalizedPath())));
  }
}
