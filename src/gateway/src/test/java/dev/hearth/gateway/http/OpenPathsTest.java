package dev.hearth.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenPathsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/api", "/api/", "/q/health/ready", "/api/hearth/link/x", "/static/a.js"})
  void needNoToken(String path) {
    assertThat(OpenPaths.contains(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/kernels",
        "/api/status",
        "/api/hearth/kernels/x/journal",
        "/api/hearth/linkage",
        "/q/openapi",
        "/q/healthy",
        "/kernelspecs/scala/logo-svg.svg"
      })
  void needOne(String path) {
    assertThat(OpenPaths.contains(path)).isFalse();
  }

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
