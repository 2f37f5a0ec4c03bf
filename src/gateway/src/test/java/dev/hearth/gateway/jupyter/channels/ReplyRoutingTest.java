package dev.hearth.gateway.jupyter.channels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplyRoutingTest {
  @Test
  void ofTooManySessionsThoseHeardOfLastCount() {
    ReplyRouting routing = new ReplyRouting();
    routing.own("url");
    routing.own("first");
    for (int i = 2; i < ReplyRouting.MOST_SESSIONS; i++) {
      routing.own("s" + i);
    }
    routing.own("url");
    routing.own("one too many");
    assertThat(routing.owns("url")).isTrue();
    assertThat(routing.owns("one too many")).isTrue();
    assertThat(routing.owns("first")).isFalse();
  }
}
