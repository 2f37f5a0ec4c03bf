package dev.hearth.gateway.http.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hearth.protocol.message.Json;
import org.junit.jupiter.api.Test;

class ClaimsTest {

  private static Claims claims(String json) {
    try {
      return new Claims(Json.mapper().readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void groupsAreAListOrOneText() {
    assertThat(claims("{\"groups\":[\"a\",\"b\",7]}").texts("groups")).containsExactly("a", "b");
    assertThat(claims("{\"groups\":\"a\"}").texts("groups")).containsExactly("a");
    assertThat(claims("{}").texts("groups")).isEmpty();
    assertThat(claims("{\"groups\":{\"x\":1}}").texts("groups")).isEmpty();
  }

  @Test
  void aClaimMayBeInsideAnother() {
    Claims claims = claims("{\"realm_access\":{\"roles\":[\"a\"]}}");

    assertThat(claims.texts("realm_access/roles")).containsExactly("a");
    assertThat(claims.texts("realm_access/none")).isEmpty();
  }

  @Test
  void aClaimWhoseNameHasSlashesIsFoundByIt() {
    assertThat(claims("{\"https://x.example/groups\":[\"a\"]}").texts("https://x.example/groups"))
        .containsExactly("a");
  }

  @Test
  void namesAreTexts() {
    assertThat(claims("{\"n\":\"anna\"}").text("n")).contains("anna");
    assertThat(claims("{\"n\":7}").text("n")).isEmpty();
    assertThat(claims("{\"n\":null}").text("n")).isEmpty();
  }
}
