package dev.hearth.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class LinkTokenTest {
  @Test
  void aTokenIs32RandomBytesThatFitIntoAHeader() {
    LinkToken token = LinkToken.random();
    assertThat(Base64.getUrlDecoder().decode(token.value())).hasSize(32);
    assertThat(token.value()).matches("[A-Za-z0-9_-]+").isNotEqualTo(LinkToken.random().value());
  }

  @Test
  void onlyTheTokenItselfHasItsHash() {
    LinkToken token = LinkToken.random();
    assertThat(token.hasHash(token.hash())).isTrue();
    assertThat(LinkToken.random().hasHash(token.hash())).isFalse();
    assertThat(new LinkToken(token.hash()).hasHash(token.hash())).isFalse();
    assertThat(new LinkToken("").hasHash(token.hash())).isFalse();
  }

  @Test
  void aTokenIsNotPrinted() {
    LinkToken token = LinkToken.random();
    assertThat(token).hasToString("****");
  }
}
