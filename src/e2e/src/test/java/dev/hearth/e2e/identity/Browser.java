package dev.hearth.e2e.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What of a browser a sign-in needs: cookies, redirects, and forms that are filled in. */
final class Browser {
  private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new LocalCookies())
          .followRedirects(HttpClient.Redirect.ALWAYS)
          .build();

  /**
   * Browsers take this machine for as safe as TLS; Java does not, and keeps secure cookies back.
   */
  private static final class LocalCookies extends CookieManager {
    @Override
    public void put(URI uri, Map<String, List<String>> headers) throws IOException {
      super.put(uri, headers);
      getCookieStore().getCookies().forEach(cookie -> cookie.setSecure(false));
    }
  }

  HttpResponse<String> open(URI page) {
    return send(HttpRequest.newBuilder(page).header("Accept", "text/html"));
  }

  /**
   * Opens a page by a link.
   *
   * @param site where the link is, as browsers tell it in {@code Sec-Fetch-Site}
   */
  HttpResponse<String> openFrom(String site, URI page) {
    return send(
        HttpRequest.newBuilder(page)
            .header("Accept", "text/html")
            .header("Sec-Fetch-Mode", "navigate")
            .header("Sec-Fetch-Site", site));
  }

  /** Asks as a page's script does. */
  HttpResponse<String> fetch(URI uri) {
    return send(HttpRequest.newBuilder(uri).header("Accept", "application/json"));
  }

  /** Fills the first form of a page in, and sends it. */
  HttpResponse<String> submit(HttpResponse<String> page, Map<String, String> fields) {
    Matcher form = FORM.matcher(page.body());
    if (!form.find()) {
      throw new AssertionError("no form in " + page.uri() + ":\n" + page.body());
    }
    String body =
        fields.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(page.uri().resolve(form.group(1).replace("&amp;", "&")))
            .header("Accept", "text/html")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
