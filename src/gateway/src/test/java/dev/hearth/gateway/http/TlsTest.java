package dev.hearth.gateway.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;

import dev.hearth.gateway.team.identity.AccessToken;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(TlsTest.Certificate.class)
class TlsTest {
  @TestHTTPResource(value = "/", tls = true)
  URI secure;

  @Inject AccessToken token;

  /** A certificate that this test has signed itself. */
  public static final class Certificate implements QuarkusTestProfile {
    private static final char[] PASSWORD = "password".toCharArray();

    @Override
    public Map<String, String> getConfigOverrides() {
      try {
        Path folder = Files.createTempDirectory("hearth-tls");
        Path store = folder.resolve("store.p12");
        make(store);
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        return Map.of(
            "hearth.tls.certificate",
                pem(folder, "CERTIFICATE", keys.getCertificate("hearth").getEncoded()),
            "hearth.tls.key",
                pem(folder, "PRIVATE KEY", keys.getKey("hearth", PASSWORD).getEncoded()),
            "hearth.http.trusted-proxies", "127.0.0.1");
      } catch (IOException | GeneralSecurityException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    private static void make(Path store) throws IOException, InterruptedException {
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "hearth",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=localhost",
                  "-ext",
                  "san=dns:localhost,ip:127.0.0.1",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  store.toString(),
                  "-storepass",
                  new String(PASSWORD))
              .inheritIO()
              .start();
      assertThat(keytool.waitFor()).isZero();
    }

    private static String pem(Path folder, String kind, byte[] content) throws IOException {
      String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
      Path file = folder.resolve(kind.replace(' ', '-') + ".pem");
      Files.writeString(
          file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
      return file.toString();
    }
  }

  @Test
  void theApiAnswersOverTls() {
    given()
        .relaxedHTTPSValidation()
        .header("Authorization", "token " + token.reveal())
        .get(secure.resolve("/api/kernels"))
        .then()
        .statusCode(200)
        .header("Strict-Transport-Security", notNullValue());
  }

  @Test
  void whatComesOverTheNetworkWithoutTlsIsRefused() {
    given()
        .header("X-Forwarded-For", "203.0.113.9")
        .header("Authorization", "token " + token.reveal())
        .get("/api/kernels")
        .then()
        .statusCode(403)
        .body("message", containsString("HTTPS only"));
  }

  @Test
  void driversOfThisMachineNeedNone() {
    given()
        .header("Authorization", "token " + token.reveal())
        .get("/api/kernels")
        .then()
        .statusCode(200);
  }

  @Test
  void aProxyThatEndsTlsItselfIsBelieved() {
    given()
        .header("X-Forwarded-For", "203.0.113.9")
        .header("X-Forwarded-Proto", "https")
        .header("Authorization", "token " + token.reveal())
        .get("/api/kernels")
        .then()
        .statusCode(200);
  }
}
