package dev.hearth.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a request that a browser has signed with a cookie, by itself, was wanted by a page that
 * may want it: one of the gateway's own, or of an origin that is configured by name. Browsers tell
 * the page by {@code Origin}, which they send with whatever changes something and with handshakes
 * of sockets, and by {@code Sec-Fetch-Site} (W3C Fetch Metadata). No page can forge either.
 */
public final class OwnPages {
  private static final String FETCH_SITE = "Sec-Fetch-Site";
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  /** The gateway's own page, or the user, by the address bar or a bookmark. */
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private final Set<String> named;

  /**
   * @param allowed origins; {@code *} does not count here, since it would let any page act for
   *     whoever has signed in
   */
  public OwnPages(Set<String> allowed) {
    this.named =
        allowed.stream()
            .filter(origin -> !origin.equals("*"))
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * @param changes whether the request changes something or opens a socket
   */
  public boolean permit(HttpServerRequest request, boolean changes) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null) {
      return named.contains(origin) || own(origin, request);
    }
    if (!changes) {
      return true; // without an Origin no page can read the answer
    }
    String site = request.getHeader(FETCH_SITE);
    return site != null && OWN_SITE.contains(site);
  }

  private boolean own(String origin, HttpServerRequest request) {
    OriginRule own = new OriginRule(Set.of());
    HostAndPort authority = request.authority(); // as a trusted proxy tells it
    return own.permits(origin, request.getHeader(HttpHeaders.HOST))
        || authority != null && own.permits(origin, authority.toString());
  }

  /** Whether a request changes something by its method, or opens a socket. */
  public static boolean changes(HttpServerRequest request) {
    return !SAFE.contains(request.method()) || request.getHeader(HttpHeaders.UPGRADE) != null;
  }
}
