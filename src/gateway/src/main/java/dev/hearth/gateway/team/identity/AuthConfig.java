package dev.hearth.gateway.team.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How people and programs prove who they are. */
@ConfigMapping(prefix = "hearth.auth")
public interface AuthConfig {

  /**
   * One or more of: {@code token} (one user, who has the gateway's own token), {@code tokens}
   * (access tokens by name, made with {@code ./hearth token create}), {@code oidc} (an OpenID
   * provider), {@code jupyterhub} (tokens of a JupyterHub).
   */
  @WithDefault("token")
  List<String> modes();

  /** How long a credential that was found good is not looked up again. */
  @WithDefault("10s")
  Duration remember();

  Tokens tokens();

  /** Access tokens by name. */
  interface Tokens {

    /** The longest life that a token may be given; also that of one for which none is asked. */
    @WithDefault("365d")
    Duration longest();
  }

  Oidc oidc();

  /** The OpenID provider whose tokens are taken, and where browsers sign in. */
  interface Oidc {

    /** The provider's issuer, e.g. {@code https://sso.example.org/realms/ml}. */
    Optional<String> serverUrl();

    /** As what the gateway is known to the provider. */
    @WithDefault("hearth")
    String clientId();

    /** Of a confidential client; a public one has none. */
    Optional<String> clientSecret();

    /** For whom an access token must be made, one of these; by default the client id. */
    Optional<Set<String>> audience();

    /** Which claim has the groups; a path such as {@code realm_access/roles}. */
    @WithDefault("groups")
    String groupsClaim();

    /** Which claim has the user's name; a token without it names its subject. */
    @WithDefault("preferred_username")
    String userClaim();

    /** For what a browser's sign-in asks beside {@code openid}. */
    @WithDefault("profile")
    List<String> scopes();

    /**
     * The URL to which the provider sends browsers back, such as {@code
     * https://hearth.example.org/team-a/api/hearth/login}; by default that path at the host that
     * the browser has asked. Needed where the gateway has a base path.
     */
    Optional<String> redirectUri();

    /**
     * With what the cookies of browsers are encrypted, 32 characters or more; by default the
     * client's secret. Where there is neither, browsers sign in again after a restart.
     */
    Optional<String> cookieSecret();

    /**
     * For how long after the end of its ID token a browser's session can be continued, and a socket
     * stays open.
     */
    @WithDefault("30m")
    Duration sessionExtension();

    /** Whether signing out here signs out at the provider, too. */
    @WithDefault("true")
    boolean providerLogout();
  }

  Jupyterhub jupyterhub();

  /** The hub whose tokens are taken. */
  interface Jupyterhub {

    /** The URL of its API, e.g. {@code http://hub:8081/hub/api}. */
    Optional<String> apiUrl();

    /**
     * Which scope a token must have, e.g. {@code access:services!service=hearth}; by default any
     * token of a user will do.
     */
    Optional<String> scope();
  }
}
