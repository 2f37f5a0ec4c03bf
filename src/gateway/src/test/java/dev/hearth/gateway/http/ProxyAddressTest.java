package dev.hearth.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyAddressTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.7, 10.0.0.7",
    "10.42.96.0/19, 10.42.96.0",
    "10.42.96.0/19, 10.42.127.255",
    "10.42.97.3/19, 10.42.96.1",
    "10.0.0.0/8, 10.255.1.2",
    "0.0.0.0/0, 203.0.113.9",
    "203.0.113.9/32, 203.0.113.9",
    "fd00::/8, fd12:3456::1",
  })
  void isOneOfThem(String proxy, String address) {
    assertThat(ProxyAddress.parse(proxy).has(address)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.7, 10.0.0.8",
    "10.42.96.0/19, 10.42.95.255",
    "10.42.96.0/19, 10.42.128.0",
    "10.0.0.0/8, 11.0.0.1",
    "203.0.113.9/32, 203.0.113.8",
    "10.0.0.0/8, fd00::1",
    "0.0.0.0/0, proxy.example.org",
    "0.0.0.0/0, dead",
    "0.0.0.0/0, 1.2",
    "0.0.0.0/0, 300.1.1.1",
    "0.0.0.0/0, ''",
    "fd00::/8, ::::",
  })
  void isNone(String proxy, String address) {
    assertThat(ProxyAddress.parse(proxy).has(address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "proxy/8", "fd00::/129", "/8"})
  void aRangeThatIsNoneIsRefusedInWords(String text) {
    assertThatThrownBy(() -> ProxyAddress.parse(text))
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("10.42.96.0/19");
  }
}
