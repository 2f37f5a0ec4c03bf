package dev.hearth.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * From where a request comes: whoever holds the connection, or, if that is a trusted proxy, the
 * last address of {@code X-Forwarded-For} that is none. Proxies append to what they are sent, so
 * the first addresses may be made up.
 */
@Singleton
class ClientAddress {
  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final List<String> FORWARDED =
      List.of(FORWARDED_FOR, "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded");

  private final List<ProxyAddress> trusted;

  ClientAddress(@ConfigProperty(name = "hearth.http.trusted-proxies") String proxies) {
    trusted =
        Arrays.stream(proxies.split(","))
            .map(String::strip)
            .filter(proxy -> !proxy.isEmpty())
            .map(ProxyAddress::parse)
            .toList();
  }

  /** Empty if the connection is gone. */
  String of(HttpServerRequest request) {
    String address = peer(request);
    List<String> hops =
        request.headers().getAll(FORWARDED_FOR).stream()
            .flatMap(header -> Arrays.stream(header.split(",")))
            .map(String::strip)
            .toList();
    for (int i = hops.size() - 1; i >= 0 && isTrusted(address); i--) {
      address = hops.get(i);
    }
    return address;
  }

  private boolean isTrusted(String address) {
    return trusted.stream().anyMatch(proxy -> proxy.has(address));
  }

  /** Who holds the connection, whatever headers say. */
  static String peer(HttpServerRequest request) {
    return request.connection().remoteAddress() == null
        ? ""
        : request.connection().remoteAddress().hostAddress();
  }

  /** Whether it says that it has come through a proxy, trusted or not. */
  static boolean forwarded(HttpServerRequest request) {
    return FORWARDED.stream().anyMatch(header -> request.headers().contains(header));
  }
}
