package dev.hearth.gateway.http;

import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.Scope;
import dev.hearth.gateway.team.audit.AuditAction;
import dev.hearth.gateway.team.audit.AuditEvent;
import dev.hearth.gateway.team.audit.AuditLog;
import dev.hearth.gateway.team.identity.Authentication;
import dev.hearth.gateway.team.identity.Credential;
import dev.hearth.gateway.team.identity.LoginThrottle;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
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
 * on a worker. A request's body waits meanwhile: Quarkus holds it until somebody reads it, and
 * would no longer if the request were paused and resumed here; then what comes before its reader is
 * lost.
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
  private final AuditLog audit;
  private final ClientAddress addresses;
  private final LoginThrottle throttle = new LoginThrottle(Clock.systemUTC());

  /** Only to record each wrong token once; see {@link #askProvider}. */
  private final LoginThrottle wrongOnesOfProvider = new LoginThrottle(Clock.systemUTC());

  AccessFilter(
      Authentication authentication,
      RequestIdentity provider,
      AuditLog audit,
      ClientAddress addresses,
      AccessConfig config) {
    Set<String> allowed = config.allowedOrigins().orElse(Set.of());
    this.audit = audit;
    this.addresses = addresses;
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
    Optional<Duration> locked = throttle.locked(address(context));
    boolean ofProvider = provider.issues(credential.get());
    if (locked.isPresent() && !ofProvider && !authentication.wasGood(credential.get())) {
      Answers.lockedOut(context, locked.get());
      return;
    }
    Optional<Caller> known = authentication.known(credential.get());
    if (known.isPresent()) {
      admit(context, credential.get(), known.get(), rule);
    } else if (ofProvider) {
      askProvider(context, credential.get(), rule);
    } else if (!authentication.asks()) {
      wrong(context, credential.get());
    } else {
      ask(context, credential.get(), rule);
    }
  }

  private void ask(RoutingContext context, Credential credential, Optional<Requirement> rule) {
    Future<Optional<Caller>> asked =
        context.vertx().executeBlocking(() -> authentication.identify(credential), false);
    asked.onComplete(
        result -> {
          if (result.failed()) {
            Answers.unavailable(context, result.cause());
          } else if (result.result().isPresent()) {
            admit(context, credential, result.result().get(), rule);
          } else {
            wrong(context, credential);
          }
        });
  }

  /** Failures lock nobody out: signatures cannot be guessed, and whole labs share an address. */
  private void askProvider(
      RoutingContext context, Credential credential, Optional<Requirement> rule) {
    provider
        .bearer(context, credential)
        .onComplete(
            result -> {
              if (result.failed()) {
                Answers.unavailable(context, result.cause());
              } else if (result.result().isPresent()) {
                admit(context, credential, result.result().get(), rule);
              } else {
                Answers.refuse(
                    context, 403, "Forbidden", "The token is not good here. " + OF_PROVIDER);
              }
            });
  }

  /** A browser that shows no token, but perhaps the cookie of a session. */
  private void visit(RoutingContext context, Optional<Requirement> rule) {
    boolean changes =
        OwnPages.changes(context.request()) || rule.equals(Optional.of(Requirement.CHANGE));
    if (provider.hasSession(context) && !pages.permit(context.request(), changes)) {
      Answers.refuse(
          context,
          403,
          "This page may not use your session here.",
          "Its origin is neither the gateway's own nor one that hearth.cors.allowed-origins"
              + " names; programs send a token.");
      return;
    }
    provider
        .visit(context)
        .onComplete(
            result -> {
              if (result.failed()) {
                Answers.unavailable(context, result.cause());
              } else if (result.result() instanceof Visit.Known visitor) {
                route(context, visitor.caller(), rule);
              } else if (result.result() instanceof Visit.Elsewhere next) {
                Answers.redirect(context, next.url());
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
        .onSuccess(next -> Answers.redirect(context, next.url()))
        .onFailure(failure -> Answers.unavailable(context, failure));
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

  private void missing(RoutingContext context) {
    Answers.refuse(
        context,
        403,
        "Forbidden",
        "A token is missing. " + (provider.on() ? OF_PROVIDER : WHERE_TO_LOOK));
  }

  private String address(RoutingContext context) {
    return addresses.of(context.request());
  }

  private void admit(
      RoutingContext context, Credential credential, Caller caller, Optional<Requirement> rule) {
    if (credential.ambient() && !fromOwnPage(context.request())) {
      Answers.refuse(
          context,
          403,
          "This page may not use your password here.",
          "Its origin is neither the gateway's own nor one of hearth.cors.allowed-origins.");
      return;
    }
    route(context, caller, rule);
  }

  private void route(RoutingContext context, Caller caller, Optional<Requirement> rule) {
    if (rule.isEmpty() && !RouteRules.knows(context.normalizedPath())) {
      Answers.refuse(context, 404, "There is nothing at this address.", null);
      return;
    }
    if (rule.isEmpty()) {
      Answers.refuse(context, 405, "This address does not take that method.", null);
      return;
    }
    Optional<String> lacks = lacks(caller, rule.get());
    if (lacks.isPresent()) {
      record(
          AuditEvent.of(AuditAction.REQUEST_DENIED)
              .byUser(caller.user())
              .on(context.request().method() + " " + context.normalizedPath())
              .with("credential", caller.evidence().kind() + " " + caller.evidence().id())
              .denied(lacks.get()));
      Answers.refuse(context, 403, "This token may not do that.", lacks.get());
      return;
    }
    context.put(CALLER, caller);
    Vertx.currentContext().putLocal(CALLER, caller);
    context.next();
  }

  /** What a caller lacks for a route, in words; empty if nothing. */
  private static Optional<String> lacks(Caller caller, Requirement requirement) {
    if (requirement == Requirement.OPERATOR && !caller.operator()) {
      return Optional.of("It is for the operator of this gateway.");
    }
    Scope needed = requirement.scope().orElseThrow();
    boolean operatorsMetrics = requirement == Requirement.METRICS && caller.operator();
    return operatorsMetrics || caller.scope().covers(needed)
        ? Optional.empty()
        : Optional.of(
            "Its scope is "
                + caller.scope().wireName()
                + "; this needs "
                + needed.wireName()
                + ".");
  }

  private boolean fromOwnPage(HttpServerRequest request) {
    return origins.permits(
        request.getHeader(HttpHeaders.ORIGIN), request.getHeader(HttpHeaders.HOST));
  }

  private void wrongOfProvider(RoutingContext context, Credential credential) {
    String fingerprint = authentication.fingerprint(credential);
    if (wrongOnesOfProvider.failed(address(context), fingerprint) != LoginThrottle.Failure.AGAIN) {
      record(
          AuditEvent.of(AuditAction.LOGIN_FAILED)
              .with("address", address(context))
              .denied("a wrong access token of the identity provider"));
    }
    Answers.refuse(context, 403, "Forbidden", "The token is not good here. " + OF_PROVIDER);
  }

  /** The request is refused in any case: a log that is full must not leave it without an answer. */
  private void record(AuditEvent event) {
    try {
      audit.record(event);
    } catch (Unavailable e) {
      LOG.warnf("Not in the audit log: %s: %s", event.action(), e.getMessage());
    }
  }

  private void wrong(RoutingContext context, Credential credential) {
    LoginThrottle.Failure failure =
        throttle.failed(address(context), authentication.fingerprint(credential));
    if (failure != LoginThrottle.Failure.AGAIN) {
      boolean locks = failure == LoginThrottle.Failure.LOCKS;
      record(
          AuditEvent.of(locks ? AuditAction.LOGIN_LOCKED : AuditAction.LOGIN_FAILED)
              .with("address", address(context))
              .denied(locks ? "too many wrong credentials" : "a wrong credential"));
    }
    Answers.refuse(context, 403, "Forbidden", "The token is not good here. " + WHERE_TO_LOOK);
  }
}
