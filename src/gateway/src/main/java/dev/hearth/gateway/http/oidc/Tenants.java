package dev.hearth.gateway.http.oidc;

import dev.hearth.gateway.home.StartRefusal;
import dev.hearth.gateway.http.BasePath;
import dev.hearth.gateway.http.SignInRoutes;
import dev.hearth.gateway.team.identity.AuthConfig;
import dev.hearth.gateway.team.identity.OidcCallers;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.OidcTenantConfigBuilder;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.oidc.runtime.OidcTenantConfig.Authentication.CookieSameSite;
import io.quarkus.oidc.runtime.OidcTenantConfig.TokenStateManager.Strategy;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The provider in Quarkus' terms: one tenant for the tokens of programs, one for browsers. A
 * request that was not marked for either has none, and OIDC does nothing for it; so the gateway's
 * own tokens never meet it, and nothing is asked over the network until somebody shows a token.
 */
@Singleton
class Tenants implements TenantConfigResolver {
  private static final String CHOSEN = "hearth.oidc.tenant";

  /** Before its end an ID token is renewed, so that requests side by side find a good one. */
  private static final Duration RENEW_BEFORE = Duration.ofSeconds(30);

  /** How often a key that is not known may make the gateway fetch the keys. */
  private static final Duration NEW_KEYS = Duration.ofSeconds(30);

  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final OidcTenantConfig programs;
  private final OidcTenantConfig browsers;

  Tenants(AuthConfig config, BasePath basePath) {
    programs = programs(config.oidc());
    browsers = browsers(config.oidc(), basePath);
  }

  void check(
      @Observes StartupEvent start, OidcCallers callers, AuthConfig config, BasePath basePath) {
    if (callers.on()) {
      StartRefusal.orInWords(() -> redirect(config.oidc(), basePath));
    }
  }

  /** Where browsers come back. */
  static String redirect(AuthConfig.Oidc config, BasePath basePath) {
    String needed = basePath.of(SignInRoutes.LOGIN);
    String redirect = config.redirectUri().orElse(SignInRoutes.LOGIN);
    boolean absolute = redirect.startsWith("http://") || redirect.startsWith("https://");
    if (!redirect.endsWith(needed) || config.redirectUri().isPresent() && !absolute) {
      throw new IllegalArgumentException(
          "Set hearth.auth.oidc.redirect-uri to the URL at which browsers see "
              + needed
              + ", such as https://hearth.example.org"
              + needed
              + ".");
    }
    return redirect;
  }

  private static OidcTenantConfigBuilder provider(AuthConfig.Oidc config) {
    OidcTenantConfigBuilder builder = OidcTenantConfig.builder();
    config.serverUrl().ifPresent(builder::authServerUrl);
    builder.clientId(config.clientId()).connectionTimeout(CONNECT);
    config.clientSecret().ifPresent(builder::credentials);
    return builder;
  }

  private static OidcTenantConfig programs(AuthConfig.Oidc config) {
    return provider(config)
        .tenantId("hearth-api")
        .applicationType(ApplicationType.SERVICE)
        .token()
        .audience(new ArrayList<>(config.audience().orElse(Set.of(config.clientId()))))
        .allowJwtIntrospection(false)
        .allowOpaqueTokenIntrospection(false)
        .forcedJwkRefreshInterval(NEW_KEYS)
        .end()
        .build();
  }

  private static OidcTenantConfig browsers(AuthConfig.Oidc config, BasePath basePath) {
    OidcTenantConfigBuilder builder = provider(config);
    builder
        .tenantId("hearth")
        .applicationType(ApplicationType.WEB_APP)
        .token()
        .audience(List.of(config.clientId()))
        .allowJwtIntrospection(false)
        .allowOpaqueTokenIntrospection(false)
        .forcedJwkRefreshInterval(NEW_KEYS)
        .refreshExpired(true)
        .refreshTokenTimeSkew(RENEW_BEFORE)
        .end()
        .authentication()
        .redirectPath(config.redirectUri().orElse(SignInRoutes.LOGIN))
        .restorePathAfterRedirect(true)
        .pkceRequired()
        .nonceRequired()
        .scopes(config.scopes())
        .cookiePath(basePath.of("/"))
        // Strict ones would be missing when the browser comes back from the provider.
        .cookieSameSite(CookieSameSite.LAX)
        .sessionAgeExtension(config.sessionExtension())
        .failOnMissingStateParam(false)
        .end();
    if (config.providerLogout()) {
      builder.logout().path(SignInRoutes.LOGOUT).end();
    }
    // The access token would make cookies larger, and nobody needs it.
    var cookie = builder.tokenStateManager().strategy(Strategy.ID_REFRESH_TOKENS).splitTokens();
    config.cookieSecret().ifPresent(cookie::encryptionSecret);
    return cookie.end().build();
  }

  static void chooseForProgram(RoutingContext context) {
    context.put(CHOSEN, Boolean.FALSE);
  }

  static void chooseForBrowser(RoutingContext context) {
    context.put(CHOSEN, Boolean.TRUE);
  }

  @Override
  public Uni<OidcTenantConfig> resolve(
      RoutingContext context, OidcRequestContext<OidcTenantConfig> request) {
    Boolean browser = context.get(CHOSEN);
    if (browser == null) {
      return Uni.createFrom().nullItem();
    }
    return Uni.createFrom().item(browser ? browsers : programs);
  }
}
