package dev.hearth.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class OriginRuleTest {

  @Test
  void pagesOfTheGatewayAndConfiguredOnesMayUseThePasswordOfABrowser() {
    OriginRule rule = new OriginRule(Set.of("https://lab.example.org"));

    assertThat(rule.permits(null, "gw:8888")).isTrue();
    assertThat(rule.permits("http://gw:8888", "gw:8888")).isTrue();
    assertThat(rule.permits("https://lab.example.org", "gw:8888")).isTrue();
    assertThat(rule.permits("https://evil.example.org", "gw:8888")).isFalse();
    assertThat(rule.permits("null", "gw:8888")).isFalse();
  }
}
