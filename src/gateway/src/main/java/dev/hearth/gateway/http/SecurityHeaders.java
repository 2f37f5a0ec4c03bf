package dev.hearth.gateway.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * What browsers must know about every answer, refusals included: types are not to be guessed, no
 * page of another site may frame the gateway, no address goes on to other sites, since it may hold
 * a token, and nothing of the API is to be kept. As OWASP's Secure Headers Project has it. On event
 * loops.
 */
@ApplicationScoped
public class SecurityHeaders {
  /** Before all others, so that their answers have them. */
  private static final int PRIORITY = 900;

  /** Answers of the API are data; if a browser shows one all the same, nothing in it may run. */
  private static final String API_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

  /** Pages may use what the gateway itself serves, and talk to it. */
  private static final String PAGE_POLICY =
      "default-src 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'";

  private static final String A_YEAR = "max-age=31536000";

  void register(@Observes Filters filters) {
    filters.register(SecurityHeaders::add, PRIORITY);
  }

  private static void add(RoutingContext context) {
    MultiMap headers = context.response().headers();
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-site");
    boolean api = context.normalizedPath().matches("/(api|q|kernelspecs)(/.*)?");
    headers.set("Content-Security-Policy", api ? API_POLICY : PAGE_POLICY);
    if (context.request().isSSL() || "https".equals(context.request().scheme())) {
      headers.set("Strict-Transport-Security", A_YEAR);
    }
    context.addHeadersEndHandler(
        sent -> {
          if (!headers.contains("Cache-Control")) {
            headers.set("Cache-Control", "no-store");
          }
        });
    context.next();
  }
}
