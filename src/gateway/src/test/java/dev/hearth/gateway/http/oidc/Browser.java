package dev.hearth.gateway.http.oidc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What of a browser matters to sessions: cookies, and redirects that it follows. */
final class Browser {
  static final Map<String, String> NAVIGATION =
      Map.of("Accept", "text/html,*/*", "Sec-Fetch-Mode", "navigate");

  private static final int MOST_STEPS = 10;

  private final URI gateway;
  private final CookieManager cookies = new CookieManager();
  private final List<String> set = new ArrayList<>();
  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(cookies)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  Browser(URI gateway) {
    this.gateway = gateway;
  }

  /** Opens a page as a person does, wherever that leads. */
  HttpResponse<String> open(String path) {
    return open(gateway.resolve(path));
  }

  HttpResponse<String> open(URI page) {
    URI next = page;
    for (int i = 0; i < MOST_STEPS; i++) {
      HttpResponse<String> answer = step(next, NAVIGATION);
      if (answer.statusCode() != 302) {
        return answer;
      }
      next = next.resolve(answer.headers().firstValue("Location").orElseThrow());
    }
    throw new AssertionError("the redirects do not end; at " + next);
  }

  /** One request, whatever the answer. */
  HttpResponse<String> step(URI uri, Map<String, String> headers) {
    return send(HttpRequest.newBuilder(uri), headers);
  }

  HttpResponse<String> get(String path) {
    return step(gateway.resolve(path), Map.of());
  }

  HttpResponse<String> post(String path, String body, Map<String, String> headers) {
    return send(
        HttpRequest.newBuilder(gateway.resolve(path))
            .POST(HttpRequest.BodyPublishers.ofString(body)),
        headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, Map<String, String> headers) {
    headers.forEach(request::header);
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      set.addAll(answer.headers().allValues("Set-Cookie"));
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param origin of the page, or {@code null} for what is no page
   */
  WebSocket socket(String kernel, String origin) {
    WebSocket.Builder builder = http.newWebSocketBuilder();
    if (origin != null) {
      builder.header("Origin", origin);
    }
    URI uri =
        URI.create(
            "ws://"
                + gateway.getAuthority()
                + "/api/kernels/"
                + kernel
                + "/channels?session_id="
                + UUID.randomUUID());
    return builder.buildAsync(uri, new WebSocket.Listener() {}).join();
  }

  void cookie(String name, String value) {
    HttpCookie cookie = new HttpCookie(name, value);
    cookie.setPath("/");
    cookie.setVersion(0);
    cookies.getCookieStore().add(gateway, cookie);
  }

  boolean hasSession() {
    return cookies.getCookieStore().get(gateway).stream()
        .anyMatch(cookie -> cookie.getName().startsWith("q_session"));
  }

  /** Every cookie that was set so far, with its attributes. */
  List<String> setCookies() {
    return List.copyOf(set);
  }
}
