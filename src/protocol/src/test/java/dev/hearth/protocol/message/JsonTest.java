package dev.hearth.protocol.message;

import static dev.hearth.protocol.frame.Samples.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.protocol.MalformedMessageException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void readsFromAnyKindOfBuffer() {
    ByteBuffer bytes = utf8("..{\"msg_id\":\"m\"}.").position(2).limit(16);
    ByteBuffer direct = ByteBuffer.allocateDirect(14).put(bytes.duplicate()).flip();
    for (ByteBuffer each :
        new ByteBuffer[] {bytes, bytes.slice(), bytes.asReadOnlyBuffer(), direct}) {
      assertThat(Json.read(each, Header.class, "header").msgId()).isEqualTo("m");
      assertThat(each.remaining()).isEqualTo(14);
    }
  }

  @Test
  void readsASmallNumberOfLevels() {
    int levels = Json.MAX_DEPTH;
    assertThat(Json.tree(utf8("[".repeat(levels) + "]".repeat(levels)), "deep").isArray()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void refusesDeepJsonWhereverItIsRead(String level) {
    ByteBuffer deep = utf8("{\"x\":" + level.repeat(500_000));
    assertMalformed(() -> Json.tree(deep, "deep"));
    assertMalformed(() -> Json.object(deep, "deep"));
    assertMalformed(() -> Json.members(deep, "deep"));
    assertMalformed(() -> Json.read(deep, Header.class, "deep"));
    assertMalformed(() -> HeaderPeek.of(deep, "deep"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "1", "\"{}\"", "\"\"", "null", "true", "{} {}", "{}x", "{"})
  void readsAnObjectWhereOneIsRequired(String json) {
    assertMalformed(() -> Json.object(utf8(json), "part"));
    assertMalformed(() -> Json.members(utf8(json), "part"));
    assertMalformed(() -> Json.read(utf8(json), Header.class, "part"));
  }

  @Test
  void takesTheLastOfTwoMembersWithOneName() {
    ByteBuffer twice = utf8("{\"msg_id\":\"a\",\"msg_id\":\"b\"}");
    assertThat(Json.read(twice, Header.class, "header").msgId()).isEqualTo("b");
    assertThat(Json.members(twice, "header")).containsEntry("msg_id", "b");
  }

  @Test
  void refusesNumbersOfAbsurdLength() {
    assertMalformed(() -> Json.tree(utf8("9".repeat(100_000)), "number"));
  }

  @Test
  void readsAnAbsurdExponentWithoutCountingItOut() {
    assertThat(Json.tree(utf8("1e2000000000"), "number").isNumber()).isTrue();
    assertMalformed(() -> Json.read(utf8("1e2000000000"), Long.class, "number"));
  }

  @Test
  void saysWhatAndWhereButNeverQuotesTheDocument() {
    assertThatThrownBy(() -> Json.tree(utf8("{\"a\":\n  hunter2}"), "content"))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageStartingWith("content is not valid JSON of the expected shape (line 2")
        .hasMessageNotContaining("hunter2")
        .hasNoCause();
  }

  private static void assertMalformed(Runnable read) {
    assertThatThrownBy(read::run)
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageNotContaining("hunter2")
        .hasNoCause();
  }
}
