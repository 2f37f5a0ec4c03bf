package dev.hearth.gateway.http;

import io.netty.util.NetUtil;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where the gateway has a certificate, a request that comes over the network without TLS is refused
 * before its token is looked at. Requests of this machine, such as those of session drivers, need
 * none. On event loops.
 */
@ApplicationScoped
public class PlainHttp {
  /** Behind the security headers, before everything else. */
  private static final int PRIORITY = 800;

  private final boolean certificate;

  PlainHttp(@ConfigProperty(name = "hearth.tls.certificate") Optional<String> certificate) {
    this.certificate = certificate.filter(file -> !file.isBlank()).isPresent();
  }

  void register(@Observes Filters filters) {
    if (certificate) {
      filters.register(PlainHttp::refuse, PRIORITY);
    }
  }

  private static void refuse(RoutingContext context) {
    HttpServerRequest request = context.request();
    boolean secure = request.isSSL() || "https".equals(request.scheme());
    if (secure || ofThisMachine(request)) {
      context.next();
      return;
    }
    Answers.refuse(
        context,
        403,
        "This gateway is reached by HTTPS only.",
        "Whoever listened has seen your token now, if there was one: revoke it.");
  }

  /** Not what a proxy of this machine passes on, wherever that says that it is from. */
  private static boolean ofThisMachine(HttpServerRequest request) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(ClientAddress.peer(request));
    try {
      return bytes != null
          && InetAddress.getByAddress(bytes).isLoopbackAddress()
          && !ClientAddress.forwarded(request);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }
}
