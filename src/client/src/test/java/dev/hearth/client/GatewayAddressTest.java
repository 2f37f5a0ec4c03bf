package dev.hearth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayAddressTest {

  @Test
  void aUrlAsItWasPrintedHasItsTokenInIt() {
    GatewayAddress address = GatewayAddress.parse("http://127.0.0.1:8888/?token=abc", "");

    assertThat(address.token()).isEqualTo("abc");
    assertThat(address.resolve("/api")).hasToString("http://127.0.0.1:8888/api");
    assertThat(address.urlWithToken()).isEqualTo("http://127.0.0.1:8888/?token=abc");
  }

  @Test
  void aTokenOfItsOwnGoesFirst() {
    assertThat(GatewayAddress.parse("http://h:1/?token=abc", "mine").token()).isEqualTo("mine");
  }

  @Test
  void pathsInFrontStay() {
    GatewayAddress address = GatewayAddress.parse("https://h.example/team/a/", "");
    assertThat(address.resolve("/api")).hasToString("https://h.example/team/a/api");
    assertThat(address.resolveSocket("/x")).hasToString("wss://h.example/team/a/x");
  }

  @Test
  void theTokenIsNotInItsText() {
    assertThat(GatewayAddress.parse("http://h:1", "secret").toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "h:1", "ftp://h", "http://", "not a url?token=secret"})
  void whatIsNoUrlIsRefusedWithoutTellingATokenInIt(String url) {
    assertThatThrownBy(() -> GatewayAddress.parse(url, ""))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("expected http://HOST:PORT")
        .hasMessageNotContaining("secret");
  }
}
