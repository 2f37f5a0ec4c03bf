package dev.hearth.gateway.http.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sign-in where a proxy shows the gateway below a path, beside others of the same host. */
@QuarkusTest
@TestProfile(SignInBelowPathTest.BelowPath.class)
@QuarkusTestResource(value = ProviderResource.class, restrictToAnnotatedClass = true)
class SignInBelowPathTest {

  /** As {@link WithProvider}, below {@code /team-a}. */
  public static final class BelowPath implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new HashMap<>(new WithProvider().getConfigOverrides());
      int port = freePort();
      settings.put("quarkus.http.test-port", Integer.toString(port));
      settings.put("hearth.http.base-path", "/team-a");
      settings.put(
          "hearth.auth.oidc.redirect-uri", "http://127.0.0.1:" + port + "/team-a/api/hearth/login");
      return settings;
    }

    private static int freePort() {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @TestHTTPResource URI gateway;

  @Test
  void browsersComeBackBelowThePathAndCookiesStayThere() {
    Browser browser = new Browser(gateway);

    assertThat(browser.open("/team-a/lab?tab=2").uri())
        .isEqualTo(gateway.resolve("/team-a/lab?tab=2"));
    assertThat(browser.get("/team-a/api/me").body()).contains("\"username\":\"anna\"");
    assertThat(browser.setCookies())
        .isNotEmpty()
        .allSatisfy(cookie -> assertThat(cookie).contains("Path=/team-a/"));
    assertThat(browser.open("/team-a/api/hearth/login").uri())
        .isEqualTo(gateway.resolve("/team-a/"));
  }

  @Test
  void noPathLeadsToAnotherHost() {
    Browser browser = new Browser(gateway);

    assertThat(browser.open("/team-a//evil.example.org/x").uri().getAuthority())
        .isEqualTo(gateway.getAuthority());
  }
}
