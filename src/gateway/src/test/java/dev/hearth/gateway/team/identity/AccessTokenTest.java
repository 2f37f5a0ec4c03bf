package dev.hearth.gateway.team.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gateway.error.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class AccessTokenTest {

  @Test
  void neverPrintsItself() {
    assertThat(new AccessToken("secret")).hasToString("****");
    assertThat(new Credential("secret", false).toString()).doesNotContain("secret");
  }

  @Test
  void generatedOnesHave48HexadecimalDigits() {
    assertThat(AccessToken.generate().reveal()).matches("[0-9a-f]{48}");
    assertThat(AccessToken.generate().matches(AccessToken.generate().reveal())).isFalse();
  }

  @Test
  void onesThatNoUrlCanCarryAreRefusedWithoutShowingThem() {
    assertThatThrownBy(() -> new AccessToken("two words"))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("HEARTH_TOKEN")
        .hasMessageNotContaining("two words");
  }

  @Test
  void credentialsAreReadAsJupyterClientsSendThem() {
    String basic = Base64.getEncoder().encodeToString("ada:x:y".getBytes(StandardCharsets.UTF_8));

    assertThat(Credential.of("token x", null)).contains(new Credential("x", false));
    assertThat(Credential.of("Bearer x", null)).contains(new Credential("x", false));
    assertThat(Credential.of("Basic " + basic, null)).contains(new Credential("x:y", true));
    assertThat(Credential.of(null, "x")).contains(new Credential("x", false));
    assertThat(Credential.of("token header", "query")).contains(new Credential("header", false));
    assertThat(Credential.of("token ", null)).isEmpty();
    assertThat(Credential.of("Basic !!!", null)).isEmpty();
    assertThat(Credential.of("Digest x", null)).isEmpty();
    assertThat(Credential.of(null, "")).isEmpty();
  }
}
