package dev.hearth.gateway.team.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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

  Jupyterhub jupyterhub();

  /** The hub whose tokens are taken. */
  interface Jupyterhub {

    /** The URL of its API, e.g. {@code http://hub:8081/hub/api}. */
    Optional<String> apiUrl();
  }
}
