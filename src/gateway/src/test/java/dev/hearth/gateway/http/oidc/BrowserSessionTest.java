package dev.hearth.gateway.http.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Browsers that sign in at an OpenID provider, and what pages of others can make them do. */
@QuarkusTest
@TestProfile(WithProvider.class)
@QuarkusTestResource(value = ProviderResource.class, restrictToAnnotatedClass = true)
class BrowserSessionTest {
  private static final String ECHO = "{\"name\":\"echo\"}";

  SmallProvider provider;

  @TestHTTPResource URI gateway;

  private Browser browser;

  @BeforeEach
  void openBrowser() {
    browser = new Browser(gateway);
    provider.idTokenLife(Duration.ofMinutes(5));
  }

  private Browser signedIn() {
    browser.open("/lab");
    assertThat(browser.get("/api/me").statusCode()).isEqualTo(200);
    return browser;
  }

  private String own() {
    return "http://" + gateway.getAuthority();
  }

  @Test
  void aBrowserThatOpensAPageIsSentToTheProviderAndComesBackToThePage() {
    HttpResponse<String> first = browser.step(gateway.resolve("/lab?tab=2"), Browser.NAVIGATION);
    assertThat(first.statusCode()).isEqualTo(302);
    assertThat(first.headers().firstValue("Location").orElseThrow())
        .startsWith(provider.issuer() + "/authorize?")
        .contains("response_type=code", "state=", "nonce=")
        .contains("code_challenge_method=S256", "code_challenge=")
        .contains("client_id=hearth");

    assertThat(browser.open("/lab?tab=2").uri()).isEqualTo(gateway.resolve("/lab?tab=2"));
    assertThat(browser.get("/api/me").body()).contains("\"username\":\"anna\"");
  }

  @Test
  void signingInMayBeStartedByItsOwnAddress() {
    assertThat(browser.open("/api/hearth/login").uri()).isEqualTo(gateway.resolve("/"));
    assertThat(browser.get("/api/me").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%5Cevil.example.org", "//evil.example.org", "/.//evil.example.org"})
  void noPathLeadsToAnotherHost(String path) {
    URI odd = URI.create("http://" + gateway.getAuthority() + path);

    assertThat(browser.open(odd).uri().getAuthority()).isEqualTo(gateway.getAuthority());
  }

  @ParameterizedTest
  @CsvSource({
    "/lab, application/json, ",
    "/lab, */*, ",
    "/lab, text/html, cors",
    "/api/kernels, text/html, navigate",
    "/q/openapi, text/html, navigate"
  })
  void programsAreNeverSentAnywhere(String path, String accept, String mode) {
    Map<String, String> headers =
        mode == null ? Map.of("Accept", accept) : Map.of("Accept", accept, "Sec-Fetch-Mode", mode);
    HttpResponse<String> answer = browser.step(gateway.resolve(path), headers);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("/api/hearth/login");
  }

  @Test
  void cookiesAreNotForScriptsNorForOtherSites() {
    List<String> cookies = signedIn().setCookies();

    assertThat(cookies)
        .filteredOn(cookie -> !cookie.contains("Max-Age=0"))
        .isNotEmpty()
        .allSatisfy(
            cookie -> assertThat(cookie).contains("HTTPOnly").contains("SameSite=Lax", "Path=/"));
  }

  @Test
  void belowTlsCookiesStayThere() {
    HttpResponse<String> first =
        browser.step(
            gateway.resolve("/lab"),
            Map.of(
                "Accept", "text/html",
                "X-Forwarded-Proto", "https",
                "X-Forwarded-Host", "hearth.example.org"));

    assertThat(first.headers().allValues("Set-Cookie"))
        .isNotEmpty()
        .allSatisfy(cookie -> assertThat(cookie).contains("Secure"));
    assertThat(first.headers().firstValue("Location").orElseThrow())
        .contains("redirect_uri=https%3A%2F%2Fhearth.example.org%2Fapi%2Fhearth%2Flogin");
  }

  @Test
  void ownPagesMayChangeSomething() {
    signedIn();

    assertThat(browser.post("/api/kernels", ECHO, Map.of("Origin", own())).statusCode())
        .isEqualTo(201);
    assertThat(
            browser
                .post("/api/kernels", ECHO, Map.of("Sec-Fetch-Site", "same-origin"))
                .statusCode())
        .isEqualTo(201);
  }

  @Test
  void pagesThatAreConfiguredByNameMay() {
    assertThat(
            signedIn()
                .post("/api/kernels", ECHO, Map.of("Origin", "https://lab.example.org"))
                .statusCode())
        .isEqualTo(201);
  }

  /** The gateway's configuration has a star, too, which does not count for cookies. */
  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example.org", "null", "http://localhost:1", "*", ""})
  void otherPagesMayNot(String origin) {
    signedIn();

    HttpResponse<String> answer = browser.post("/api/kernels", ECHO, Map.of("Origin", origin));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("This page may not use your session here.");
    assertThat(browser.step(gateway.resolve("/api/kernels"), Map.of("Origin", origin)).statusCode())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void otherPagesMayNotHideTheirOrigin(String site) {
    assertThat(signedIn().post("/api/kernels", ECHO, Map.of("Sec-Fetch-Site", site)).statusCode())
        .isEqualTo(403);
  }

  @Test
  void aChangeThatNoPageVouchesForIsRefused() {
    assertThat(signedIn().post("/api/kernels", ECHO, Map.of()).statusCode()).isEqualTo(403);
  }

  @Test
  void socketsOpenForOwnPagesOnly() {
    signedIn();
    String kernel =
        browser
            .post("/api/kernels", ECHO, Map.of("Origin", own()))
            .body()
            .replaceFirst(".*?\"id\":\"([^\"]+)\".*", "$1");

    browser.socket(kernel, own()).abort();
    assertThatThrownBy(() -> browser.socket(kernel, "https://evil.example.org"))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
    assertThatThrownBy(() -> browser.socket(kernel, null))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
  }

  @Test
  void aTokenGoesBeforeTheCookieAndNeedsNoOrigin() {
    signedIn();
    String ben = provider.accessToken("ben", List.of("ml-a"));

    assertThat(
            browser
                .post("/api/kernels", ECHO, Map.of("Authorization", "Bearer " + ben))
                .statusCode())
        .isEqualTo(201);
  }

  @Test
  void aCodeThatThisBrowserDidNotAskForStartsNoSession() {
    HttpResponse<String> answer =
        browser.step(
            gateway.resolve("/api/hearth/login?code=stolen&state=other"), Browser.NAVIGATION);

    assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith(provider.issuer());
    assertThat(browser.hasSession()).isFalse();
  }

  @Test
  void aCodeWithAnotherStateStartsNoSession() {
    browser.step(gateway.resolve("/lab"), Browser.NAVIGATION);
    browser.step(gateway.resolve("/api/hearth/login?code=stolen&state=other"), Browser.NAVIGATION);

    assertThat(browser.hasSession()).isFalse();
    assertThat(browser.get("/api/me").statusCode()).isEqualTo(403);
  }

  @Test
  void aCodeIsGoodForTheBrowserThatAskedForIt() {
    String login =
        browser
            .step(gateway.resolve("/lab"), Browser.NAVIGATION)
            .headers()
            .firstValue("Location")
            .orElseThrow();
    String back =
        browser
            .step(URI.create(login), Browser.NAVIGATION)
            .headers()
            .firstValue("Location")
            .orElseThrow();

    Browser other = new Browser(gateway);
    other.step(gateway.resolve("/lab"), Browser.NAVIGATION);
    other.step(URI.create(back), Browser.NAVIGATION);
    assertThat(other.hasSession()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"eyJhbGciOiJkaXIifQ.AAAA.AAAA.AAAA.AAAA", "x", "eyJhbGciOiJub25lIn0.e30."})
  void aMadeUpSessionIsNone(String value) {
    browser.cookie("q_session_hearth", value);

    assertThat(browser.get("/api/me").statusCode()).isEqualTo(403);
    assertThat(browser.step(gateway.resolve("/lab"), Browser.NAVIGATION).statusCode())
        .isEqualTo(302);
  }

  @Test
  void aSessionThatHasEndedIsRefusedToProgramsAndSendsPagesToTheProvider() {
    provider.idTokenLife(Duration.ofSeconds(2));
    signedIn();

    await().until(() -> browser.get("/api/me").statusCode() == 403);
    assertThat(browser.open("/lab").statusCode()).isEqualTo(404);
    assertThat(browser.get("/api/me").statusCode()).isEqualTo(200);
  }

  @Test
  void signingOutEndsTheSessionHereAndAtTheProvider() {
    signedIn();
    HttpResponse<String> out =
        browser.step(gateway.resolve("/api/hearth/logout"), Map.of("Sec-Fetch-Site", "none"));

    assertThat(out.statusCode()).isEqualTo(302);
    assertThat(out.headers().firstValue("Location").orElseThrow())
        .startsWith(provider.issuer() + "/end?")
        .contains("id_token_hint=");
    assertThat(browser.hasSession()).isFalse();
    assertThat(browser.get("/api/me").statusCode()).isEqualTo(403);
  }

  @Test
  void otherPagesMaySignNobodyOut() {
    signedIn();

    assertThat(
            browser
                .step(gateway.resolve("/api/hearth/logout"), Map.of("Sec-Fetch-Site", "cross-site"))
                .statusCode())
        .isEqualTo(403);
    assertThat(
            browser
                .post("/api/hearth/logout", "", Map.of("Origin", "https://evil.example.org"))
                .statusCode())
        .isEqualTo(403);
    assertThat(browser.get("/api/me").statusCode()).isEqualTo(200);
  }

  @Test
  void signingOutWithoutASessionIsNoFault() {
    assertThat(browser.get("/api/hearth/logout").body()).contains("You are signed out");
  }
}
