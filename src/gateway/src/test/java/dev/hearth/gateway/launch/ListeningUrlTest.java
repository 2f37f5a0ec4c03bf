package dev.hearth.gateway.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListeningUrlTest {

  @Test
  void driversDialAnAddressThatTheyCanReach() {
    assertThat(ListeningUrl.of("0.0.0.0", 8888)).isEqualTo("http://127.0.0.1:8888");
    assertThat(ListeningUrl.of("::", 8888)).isEqualTo("http://127.0.0.1:8888");
    assertThat(ListeningUrl.of("localhost", 1234)).isEqualTo("http://localhost:1234");
    assertThat(ListeningUrl.of("::1", 1234)).isEqualTo("http://[::1]:1234");
  }
}
