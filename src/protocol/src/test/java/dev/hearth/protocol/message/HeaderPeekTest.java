package dev.hearth.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.frame.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderPeekTest {

  @Test
  void readsTheThreeFieldsInAnyOrder() {
    HeaderPeek peek =
        peek("{'date':'d','session':'s','x':{'msg_id':[1]},'msg_type':'t','msg_id':'m'}");
    assertThat(peek).isEqualTo(new HeaderPeek("m", "t", "s"));
  }

  @Test
  void stopsBehindTheThird() {
    assertThat(peek("{'msg_id':'m','msg_type':'t','session':'s', and so on"))
        .isEqualTo(new HeaderPeek("m", "t", "s"));
  }

  @Test
  void isEmptyWhereAFieldIsAbsentOrNull() {
    assertThat(peek("{'msg_type':null}")).isEqualTo(HeaderPeek.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", ""})
  void isEmptyWithoutAParent(String parent) {
    assertThat(parts("{}", parent).peekParentHeader()).isEqualTo(HeaderPeek.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", ""})
  void agreesWithTheParsedParent(String parent) {
    assertThat(parts("{}", parent).parseParentHeader()).isEqualTo(Header.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "'m'", "{", "{'msg_id':1}", "{'session':{}}", "{'x':{]}", "{,}"})
  void refusesWhatIsNoHeader(String header) {
    assertThatThrownBy(() -> peek(header))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("header");
  }

  private static HeaderPeek peek(String header) {
    return parts(header, "{}").peekHeader();
  }

  private static MessageParts parts(String header, String parent) {
    return new MessageParts(
        Channel.SHELL,
        Samples.utf8(header.replace('\'', '"')),
        Samples.utf8(parent),
        MessageParts.emptyObject(),
        MessageParts.emptyObject(),
        List.of());
  }
}
