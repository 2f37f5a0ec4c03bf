package dev.hearth.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/**
 * Where browsers sign in, come back to from the identity provider, and sign out. There only if the
 * gateway has a provider.
 */
@ApplicationScoped
public class SignInRoutes {
  /** To which the provider sends browsers back; to be registered there. */
  public static final String LOGIN = "/api/hearth/login";

  public static final String LOGOUT = "/api/hearth/logout";

  private final RequestIdentity provider;
  private final OwnPages pages;
  private final BasePath basePath;

  SignInRoutes(RequestIdentity provider, AccessConfig config, BasePath basePath) {
    this.provider = provider;
    this.pages = new OwnPages(config.allowedOrigins().orElse(Set.of()));
    this.basePath = basePath;
  }

  void register(@Observes Router router) {
    if (provider.on()) {
      router.get(LOGIN).handler(this::login);
      router.get(LOGOUT).handler(this::logout);
      router.post(LOGOUT).handler(this::logout);
    }
  }

  private void login(RoutingContext context) {
    provider
        .visit(context)
        .compose(visit -> afterLogin(context, visit))
        .onSuccess(next -> Answers.redirect(context, next.url()))
        .onFailure(failure -> Answers.unavailable(context, failure));
  }

  private Future<Visit.Elsewhere> afterLogin(RoutingContext context, Visit visit) {
    if (visit instanceof Visit.Elsewhere next) {
      return Future.succeededFuture(next);
    }
    return visit instanceof Visit.Known
        ? Future.succeededFuture(new Visit.Elsewhere(basePath.of("/")))
        : provider.signIn(context);
  }

  /** Pages of other sites may not sign anybody out, neither. */
  private void logout(RoutingContext context) {
    if (!provider.hasSession(context)) {
      signedOut(context);
      return;
    }
    if (!pages.permit(context.request(), true)) {
      Answers.refuse(
          context, 403, "This page may not sign you out.", "Open " + LOGOUT + " yourself.");
      return;
    }
    provider
        .signOut(context)
        .onSuccess(
            next ->
                next.ifPresentOrElse(
                    elsewhere -> Answers.redirect(context, elsewhere.url()),
                    () -> signedOut(context)))
        .onFailure(failure -> Answers.unavailable(context, failure));
  }

  private static void signedOut(RoutingContext context) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(Buffer.buffer("You are signed out.\n"));
  }
}
