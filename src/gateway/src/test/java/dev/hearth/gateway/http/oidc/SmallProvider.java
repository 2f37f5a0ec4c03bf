package dev.hearth.gateway.http.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hearth.protocol.message.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * An OpenID provider of a few lines, for tokens and failures that a proper one does not make:
 * discovery, keys, and the code flow with PKCE for one user, who need not type a password.
 */
final class SmallProvider {
  static final String CLIENT = "hearth";

  private final HttpServer server;
  private final KeyPair keys = newKeys();
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private volatile boolean keysCanBeFetched = true;
  private volatile Duration idTokenLife = Duration.ofMinutes(5);

  SmallProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/.well-known/openid-configuration", this::discovery);
    server.createContext("/keys", this::keys);
    server.createContext("/authorize", this::authorize);
    server.createContext("/token", this::token);
    server.start();
  }

  String issuer() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  KeyPair keyPair() {
    return keys;
  }

  static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  void keysCanBeFetched(boolean can) {
    keysCanBeFetched = can;
  }

  /** How long the ID tokens of sign-ins to come are good; those of the past may be made, too. */
  void idTokenLife(Duration life) {
    idTokenLife = life;
  }

  private void discovery(HttpExchange exchange) throws IOException {
    ObjectNode metadata = Json.mapper().createObjectNode();
    metadata.put("issuer", issuer());
    metadata.put("jwks_uri", issuer() + "/keys");
    metadata.put("authorization_endpoint", issuer() + "/authorize");
    metadata.put("token_endpoint", issuer() + "/token");
    metadata.put("end_session_endpoint", issuer() + "/end");
    answer(exchange, 200, metadata);
  }

  private void keys(HttpExchange exchange) throws IOException {
    ObjectNode set = Json.mapper().createObjectNode();
    if (!keysCanBeFetched) {
      answer(exchange, 500, set);
      return;
    }
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    set.putArray("keys")
        .addObject()
        .put("kid", "one")
        .put("kty", "RSA")
        .put("use", "sig")
        .put("alg", "RS256")
        .put("n", base64(unsigned(key.getModulus())))
        .put("e", base64(unsigned(key.getPublicExponent())));
    answer(exchange, 200, set);
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  /** Lets the user in at once. */
  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> asked = parameters(exchange.getRequestURI().getRawQuery());
    String code = UUID.randomUUID().toString();
    codes.put(code, asked);
    exchange
        .getResponseHeaders()
        .set(
            "Location",
            asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state"));
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> sent =
        parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, String> asked = codes.remove(sent.getOrDefault("code", ""));
    ObjectNode tokens = Json.mapper().createObjectNode();
    if (asked == null
        || !asked.get("code_challenge").equals(challenge(sent.get("code_verifier")))) {
      answer(exchange, 400, tokens.put("error", "invalid_grant"));
      return;
    }
    tokens.put("token_type", "Bearer");
    tokens.put("access_token", accessToken("anna", List.of("ml-a")));
    tokens.put(
        "id_token",
        signed(
            claims -> {
              claims.put("nonce", asked.get("nonce"));
              claims.putArray("groups").add("ml-a");
              claims.put("exp", Instant.now().plus(idTokenLife).getEpochSecond());
            }));
    answer(exchange, 200, tokens);
  }

  private static String challenge(String verifier) {
    try {
      return base64(
          MessageDigest.getInstance("SHA-256")
              .digest(String.valueOf(verifier).getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new ConcurrentHashMap<>();
    for (String pair : query.split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private static void answer(HttpExchange exchange, int status, ObjectNode body)
      throws IOException {
    byte[] bytes = Json.write(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** A good one. */
  String accessToken(String user, List<String> groups) {
    return signed(
        claims -> {
          claims.put("preferred_username", user);
          claims.put("sub", "subject-of-" + user);
          groups.forEach(claims.withArray("/groups")::add);
        });
  }

  /** One of anna's, in no group, changed in some way before it is signed. */
  String signed(Consumer<ObjectNode> change) {
    return signed("RS256", "one", keys, change);
  }

  String signed(String algorithm, String kid, KeyPair by, Consumer<ObjectNode> change) {
    String content = header(algorithm, kid) + "." + claims(change);
    return content + "." + base64(signature(by, content));
  }

  static String header(String algorithm, String kid) {
    ObjectNode header = Json.mapper().createObjectNode();
    header.put("alg", algorithm);
    header.put("typ", "JWT");
    header.put("kid", kid);
    return base64(Json.write(header));
  }

  String claims(Consumer<ObjectNode> change) {
    Instant now = Instant.now();
    ObjectNode claims = Json.mapper().createObjectNode();
    claims.put("iss", issuer());
    claims.put("aud", CLIENT);
    claims.put("sub", "subject-of-anna");
    claims.put("preferred_username", "anna");
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plusSeconds(300).getEpochSecond());
    change.accept(claims);
    return base64(Json.write(claims));
  }

  private static byte[] signature(KeyPair by, String content) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(by.getPrivate());
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  void stop() {
    server.stop(0);
  }

  URI at(String path) {
    return URI.create(issuer() + path);
  }
}
