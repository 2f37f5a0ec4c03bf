package dev.hearth.gateway.http.oidc;

import dev.hearth.gateway.error.Forbidden;
import dev.hearth.gateway.http.BasePath;
import dev.hearth.gateway.http.RequestIdentity;
import dev.hearth.gateway.http.Visit;
import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.identity.AuthConfig;
import dev.hearth.gateway.team.identity.Credential;
import dev.hearth.gateway.team.identity.OidcCallers;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.impl.ServerCookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Callers by an OpenID provider (OpenID Connect Core 1.0): access tokens that are JWTs, and
 * sessions by the authorization code flow, with PKCE, state and nonce. Signature, issuer, audience
 * and end are checked by Quarkus; keys are fetched with the first token and when one is not known.
 * On event loops.
 */
@ApplicationScoped
class OidcRequests implements RequestIdentity {
  /** What the names of cookies begin with: of a session, and of a sign-in that is under way. */
  private static final String SESSION = "q_session";

  private static final String UNDER_WAY = "q_auth";

  /** Three parts, the first of which is a JSON object. */
  private static final Pattern JWT = Pattern.compile("ey[\\w-]*\\.[\\w-]+\\.[\\w-]*");

  private final OidcAuthenticationMechanism mechanism;
  private final IdentityProviderManager identities;
  private final OidcCallers callers;
  private final AuthConfig.Oidc config;
  private final BasePath basePath;

  OidcRequests(
      OidcAuthenticationMechanism mechanism,
      IdentityProviderManager identities,
      OidcCallers callers,
      AuthConfig config,
      BasePath basePath) {
    this.mechanism = mechanism;
    this.identities = identities;
    this.callers = callers;
    this.config = config.oidc();
    this.basePath = basePath;
  }

  @Override
  public boolean on() {
    return callers.on();
  }

  @Override
  public boolean issues(Credential credential) {
    return on() && JWT.matcher(credential.secret()).matches();
  }

  @Override
  public Future<Optional<Caller>> bearer(RoutingContext context, Credential credential) {
    Tenants.chooseForProgram(context);
    TokenAuthenticationRequest request =
        new TokenAuthenticationRequest(new AccessTokenCredential(credential.secret()));
    HttpSecurityUtils.setRoutingContextAttribute(request, context);
    return future(Uni.createFrom().deferred(() -> identities.authenticate(request)))
        .map(identity -> claims(identity).filter(claims -> !claims.identity()).map(this::caller))
        .recover(
            failure -> {
              ProviderFailure found = ProviderFailure.of(failure);
              return found == ProviderFailure.NOT_GOOD
                  ? Future.succeededFuture(Optional.empty())
                  : Future.failedFuture(found.inWords(failure));
            });
  }

  private static Optional<Claims> claims(SecurityIdentity identity) {
    return identity.getPrincipal() instanceof JsonWebToken token
        ? Optional.of(Claims.of(token.getRawToken()))
        : Optional.empty();
  }

  private Caller caller(Claims claims) {
    return caller(claims, claims.expiresAt());
  }

  private Caller caller(Claims claims, Instant end) {
    String subject = claims.text("sub").orElse("");
    String user = claims.text(config.userClaim()).orElse(subject);
    return callers.of(
        subject.isEmpty() ? user : subject, user, claims.texts(config.groupsClaim()), end);
  }

  @Override
  public boolean hasSession(RoutingContext context) {
    return context.request().cookies().stream().anyMatch(OidcRequests::ofSession);
  }

  private static boolean ofSession(Cookie cookie) {
    return cookie.getName().startsWith(SESSION);
  }

  @Override
  public Future<Visit> visit(RoutingContext context) {
    return authenticate(context)
        .map(identity -> visitor(context, identity))
        .recover(failure -> afterFailure(context, failure));
  }

  private Future<SecurityIdentity> authenticate(RoutingContext context) {
    Tenants.chooseForBrowser(context);
    return future(Uni.createFrom().deferred(() -> mechanism.authenticate(context, identities)));
  }

  private Visit visitor(RoutingContext context, SecurityIdentity identity) {
    if (identity == null) {
      return new Visit.Stranger();
    }
    return claims(identity)
        .<Visit>map(claims -> new Visit.Known(caller(claims, sessionEnd(context, claims))))
        .orElseGet(Visit.Stranger::new);
  }

  /** Until when the cookie can be renewed, where the provider gave a token for that. */
  private Instant sessionEnd(RoutingContext context, Claims claims) {
    AuthorizationCodeTokens tokens = context.get(AuthorizationCodeTokens.class.getName());
    boolean renewable = tokens != null && tokens.getRefreshToken() != null;
    return renewable ? claims.expiresAt().plus(config.sessionExtension()) : claims.expiresAt();
  }

  private Future<Visit> afterFailure(RoutingContext context, Throwable failure) {
    if (failure instanceof AuthenticationRedirectException redirect) {
      return Future.succeededFuture(new Visit.Elsewhere(below(context, redirect.getRedirectUri())));
    }
    ProviderFailure found = ProviderFailure.of(failure);
    return switch (found) {
      case NOT_GOOD, EXPIRED -> Future.succeededFuture(new Visit.Stranger());
      default -> Future.failedFuture(found.inWords(failure));
    };
  }

  /**
   * Quarkus sees a request's path without the base path, and leads back to it like that. The host
   * before it stays, so that no path can be taken for another one.
   */
  private String below(RoutingContext context, String url) {
    String own = context.request().scheme() + "://" + context.request().authority();
    String path = url.startsWith(own + "/") ? url.substring(own.length()) : "";
    boolean login = path.startsWith(basePath.of("/"));
    return path.isEmpty() || login ? url : own + basePath.of(path);
  }

  @Override
  public Future<Visit.Elsewhere> signIn(RoutingContext context) {
    Tenants.chooseForBrowser(context);
    context.addHeadersEndHandler(headers -> keepToThisSite(context));
    return future(Uni.createFrom().deferred(() -> mechanism.getChallenge(context)))
        .compose(
            challenge ->
                challenge.status == 302
                    ? Future.succeededFuture(new Visit.Elsewhere(challenge.headerContent))
                    : Future.failedFuture(
                        new Forbidden(
                            "Signing in did not succeed: your browser sent no cookie with which it"
                                + " began. Allow cookies and start again.")),
            failure -> Future.failedFuture(ProviderFailure.of(failure).inWords(failure)));
  }

  /** Quarkus leaves it to the browser for a sign-in that is under way. */
  private static void keepToThisSite(RoutingContext context) {
    for (Cookie cookie : context.request().cookies()) {
      if (cookie instanceof ServerCookie set
          && set.isChanged()
          && cookie.getName().startsWith(UNDER_WAY)) {
        cookie.setSameSite(CookieSameSite.LAX);
      }
    }
  }

  @Override
  public Future<Optional<Visit.Elsewhere>> signOut(RoutingContext context) {
    if (!config.providerLogout()) {
      forget(context);
      return Future.succeededFuture(Optional.empty());
    }
    return visit(context)
        .map(
            visit -> {
              forget(context);
              return visit instanceof Visit.Elsewhere next ? Optional.of(next) : Optional.empty();
            });
  }

  private void forget(RoutingContext context) {
    for (Cookie cookie : context.request().cookies()) {
      if (ofSession(cookie)) {
        context
            .response()
            .addCookie(
                Cookie.cookie(cookie.getName(), "")
                    .setPath(basePath.of("/"))
                    .setMaxAge(0)
                    .setHttpOnly(true)
                    .setSecure(context.request().isSSL())
                    .setSameSite(CookieSameSite.LAX));
      }
    }
  }

  /** Completes where the request is handled. */
  private static <T> Future<T> future(Uni<T> uni) {
    Context context = Vertx.currentContext();
    Promise<T> promise = Promise.promise();
    uni.subscribe()
        .with(
            item -> context.runOnContext(now -> promise.complete(item)),
            failure -> context.runOnContext(now -> promise.fail(failure)));
    return promise.future();
  }
}
