package dev.hearth.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a gateway answers.
 *
 * @param url base URL without a slash at its end
 * @param token empty if the gateway wants none
 */
public record GatewayAddress(URI url, String token) {

  /**
   * @param url as a user has it: perhaps with the token in it ({@code ?token=...})
   * @param token empty to take the one in the URL
   * @throws Failure if it is no HTTP URL
   */
  public static GatewayAddress parse(String url, String token) {
    try {
      URI uri = new URI(url.strip());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
        throw notAnUrl(url);
      }
      String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("/+$", "");
      URI base = new URI(scheme, null, uri.getHost(), uri.getPort(), path, null, null);
      return new GatewayAddress(base, token.isEmpty() ? tokenIn(uri) : token);
    } catch (URISyntaxException e) {
      throw notAnUrl(url);
    }
  }

  private static Failure notAnUrl(String url) {
    return Failure.usage(
        "--url " + url.replaceFirst("\\?.*", "") + ": expected http://HOST:PORT",
        "For example: --url http://127.0.0.1:8888");
  }

  private static String tokenIn(URI uri) {
    String query = uri.getQuery() == null ? "" : uri.getQuery();
    for (String pair : query.split("&")) {
      if (pair.startsWith("token=")) {
        return pair.substring("token=".length());
      }
    }
    return "";
  }

  /** E.g. {@code resolve("/api/kernels")}. */
  public URI resolve(String path) {
    return URI.create(url + path);
  }

  /** The same for WebSockets. */
  public URI resolveSocket(String path) {
    return URI.create(url.toString().replaceFirst("^http", "ws") + path);
  }

  /** The URL that a browser can open. */
  public String urlWithToken() {
    return token.isEmpty() ? url.toString() : url + "/?token=" + token;
  }

  /** Without the token. */
  @Override
  public String toString() {
    return url.toString();
  }
}
