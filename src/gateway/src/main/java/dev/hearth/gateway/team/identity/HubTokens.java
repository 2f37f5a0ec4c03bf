package dev.hearth.gateway.team.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.Evidence;
import dev.hearth.gateway.team.Scope;
import dev.hearth.gateway.team.config.TeamDirectory;
import dev.hearth.protocol.message.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Tokens of a JupyterHub, which is asked whose they are ({@code GET /user} of its REST API,
 * versions 2 to 5). That somebody is an administrator there means nothing here. Safe from any
 * thread; calls use the network.
 */
final class HubTokens implements Authenticator {
  static final String MODE = "jupyterhub";

  private static final Logger LOG = Logger.getLogger(HubTokens.class);

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int MOST_KEPT = 10_000;

  /** Digits of the hash that tell tokens apart. */
  private static final int ID_LENGTH = 16;

  private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7e]{1,4096}");

  private final URI user;
  private final Optional<String> scope;
  private final TeamDirectory teams;

  /** Redirects would show the token to whom they lead. */
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * The tokens by their ids, since asking the hub again, for a socket that stays open, needs the
   * token and {@link Evidence} holds no secret. The longest unused is forgotten first: its socket
   * is closed, and its client comes back with the token.
   */
  private final Map<String, String> secrets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /**
   * @param api the hub's REST API, e.g. {@code http://hub:8081/hub/api}
   * @param scope which a token must have; empty: any will do
   */
  HubTokens(URI api, Optional<String> scope, TeamDirectory teams) {
    this.user = URI.create(api.toString().replaceFirst("/+$", "") + "/user");
    this.scope = scope;
    this.teams = teams;
  }

  /**
   * @throws IllegalArgumentException naming the key and the fix, if it is not configured
   */
  static HubTokens of(AuthConfig.Jupyterhub config, TeamDirectory teams) {
    String url = config.apiUrl().orElse("");
    if (!url.matches("https?://[^/?#]+[^?#]*")) {
      throw new IllegalArgumentException(
          "hearth.auth.modes has jupyterhub: set hearth.auth.jupyterhub.api-url to the hub's API,"
              + " such as http://hub:8081/hub/api"
              + (url.isEmpty() ? "." : ", instead of '" + url + "'."));
    }
    return new HubTokens(URI.create(url), config.scope(), teams);
  }

  @Override
  public String mode() {
    return MODE;
  }

  @Override
  public Optional<Caller> identify(Credential credential) {
    String secret = credential.secret();
    if (!SENDABLE.matcher(secret).matches() || TokenText.parse(secret).isPresent()) {
      return Optional.empty(); // the hub has no business with tokens of others
    }
    String id = hash(secret);
    Optional<Caller> caller = ask(id, secret);
    if (caller.isPresent()) {
      keep(id, secret);
    } else {
      forget(id);
    }
    return caller;
  }

  @Override
  public Optional<Caller> again(Caller caller) {
    String id = caller.evidence().id();
    Optional<Caller> now = kept(id).flatMap(secret -> ask(id, secret));
    if (now.isEmpty()) {
      forget(id);
    }
    return now;
  }

  private void keep(String id, String secret) {
    synchronized (secrets) {
      secrets.put(id, secret);
    }
  }

  private Optional<String> kept(String id) {
    synchronized (secrets) {
      return Optional.ofNullable(secrets.get(id));
    }
  }

  private void forget(String id) {
    synchronized (secrets) {
      secrets.remove(id);
    }
  }

  private Optional<Caller> ask(String id, String secret) {
    HttpRequest request =
        HttpRequest.newBuilder(user)
            .header("Authorization", "token " + secret)
            .timeout(ANSWER)
            .build();
    HttpResponse<String> response = send(request);
    switch (response.statusCode()) {
      case 200:
        return caller(id, model(response.body()));
      case 401:
      case 403:
        return Optional.empty();
      case 404:
        LOG.warnf(
            "The JupyterHub knows no %s. Is hearth.auth.jupyterhub.api-url right? It ends in"
                + " /hub/api.",
            user);
        return Optional.empty();
      default:
        LOG.warnf("The JupyterHub answered %s with %d", user, response.statusCode());
        throw new Unavailable(
            "Your token cannot be checked now: the JupyterHub answers with "
                + response.statusCode()
                + ". Try again later.");
    }
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      LOG.warnf("The JupyterHub cannot be asked at %s: %s", user, e);
      throw new Unavailable(
          "Your token cannot be checked now: the JupyterHub cannot be reached. Try again later.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("The gateway is being stopped.", e);
    }
  }

  private JsonNode model(String body) {
    try {
      return Json.mapper().readTree(body);
    } catch (IOException e) {
      LOG.warnf("What answers at %s is no JupyterHub: %s", user, e);
      throw new Unavailable(
          "Your token cannot be checked now: what answers in the JupyterHub's place is none.", e);
    }
  }

  private Optional<Caller> caller(String id, JsonNode model) {
    String name = model.path("name").asText("");
    boolean person = model.path("kind").asText("user").equals("user");
    if (name.isEmpty() || !person || !hasScope(model)) {
      return Optional.empty();
    }
    Set<String> groups = new HashSet<>();
    model.path("groups").forEach(group -> groups.add(group.asText()));
    return Optional.of(
        new Caller(
            name,
            teams.teams().memberships(name, groups),
            false,
            Scope.FULL,
            new Evidence(MODE, id, Optional.empty(), groups)));
  }

  private boolean hasScope(JsonNode model) {
    if (scope.isEmpty()) {
      return true;
    }
    for (JsonNode has : model.path("scopes")) {
      if (has.asText().equals(scope.get())) {
        return true;
      }
    }
    return false;
  }

  /** Tokens are random, so a part of a plain hash tells nothing about them. */
  private static String hash(String secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(secret.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(hash).substring(0, ID_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
