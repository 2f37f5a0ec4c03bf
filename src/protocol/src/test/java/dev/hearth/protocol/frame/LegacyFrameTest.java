package dev.hearth.protocol.frame;

import static dev.hearth.protocol.frame.Samples.hex;
import static dev.hearth.protocol.frame.Samples.text;
import static dev.hearth.protocol.frame.Samples.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Json;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyFrameTest {
  @Test
  void writesTextThatRepeatsIdAndTypeAtTheTop() {
    MessageParts message =
        new MessageParts(
            Channel.SHELL,
            utf8("{\"msg_id\":\"m\", \"msg_type\":\"a\\\"b\"}"),
            utf8("{}"),
            utf8("{}"),
            utf8("{ \"x\": 1.50 }"),
            List.of());
    assertThat(new String(LegacyFrame.encodeText(message), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"channel\":\"shell\",\"header\":{\"msg_id\":\"m\", \"msg_type\":\"a\\\"b\"},"
                + "\"parent_header\":{},\"metadata\":{},\"content\":{ \"x\": 1.50 },"
                + "\"msg_id\":\"m\",\"msg_type\":\"a\\\"b\",\"buffers\":[]}");
  }

  @Test
  void writesAnEmptyObjectForAPartThatIsNothing() {
    MessageParts message =
        new MessageParts(Channel.IOPUB, utf8("{}"), utf8("null"), utf8(""), utf8("{}"), List.of());
    JsonNode json = Json.tree(ByteBuffer.wrap(LegacyFrame.encodeText(message)), "frame");
    assertThat(json.get("parent_header")).isEmpty();
    assertThat(json.get("metadata")).isEmpty();
    assertThat(json.get("msg_id").asText()).isEmpty();
  }

  @Test
  void leavesBuffersOutOfText() {
    JsonNode json =
        Json.tree(ByteBuffer.wrap(LegacyFrame.encodeText(Samples.WITH_BUFFER)), "frame");
    assertThat(json.get("buffers").isArray()).isTrue();
    assertThat(json.get("buffers")).isEmpty();
  }

  @Test
  void writesBuffersBehindBigEndianOffsets() {
    String json =
        "{\"channel\":\"iopub\",\"header\":{\"msg_id\":\"a\"},\"parent_header\":{},"
            + "\"metadata\":{},\"content\":{\"x\":1},\"msg_id\":\"a\",\"msg_type\":\"\"}";
    assertThat(json).hasSize(0x79);
    assertThat(ByteBuffer.wrap(LegacyFrame.encodeBinary(Samples.WITH_BUFFER)))
        .isEqualTo(join(hex("000000020000000c00000085"), utf8(json), hex("010203")));
  }

  @Test
  void readsABinaryFrameOfJupyterServersNumbers() {
    String json =
        "{\"header\":{\"msg_id\":\"a\"},\"parent_header\":{},\"content\":{\"x\":1},\"channel\": \"iopub\"}";
    String padded = json + " ".repeat(86 - json.length());
    ByteBuffer frame = join(hex("000000020000000c00000062"), utf8(padded), hex("010203"));
    assertThat(frame.remaining()).isEqualTo(101);
    assertThat(LegacyFrame.parseBinary(frame)).isEqualTo(Samples.WITH_BUFFER);
  }

  @Property
  void readsTheTextThatItWrites(@ForAll("messages") MessageParts message) {
    MessageParts withoutBuffers =
        new MessageParts(
            message.channel(),
            message.header(),
            message.parentHeader(),
            message.metadata(),
            message.content(),
            List.of());
    assertThat(LegacyFrame.parseText(ByteBuffer.wrap(LegacyFrame.encodeText(message))))
        .isEqualTo(withoutBuffers);
  }

  @Property
  void readsTheBinaryThatItWrites(@ForAll("messages") MessageParts message) {
    assertThat(LegacyFrame.parseBinary(ByteBuffer.wrap(LegacyFrame.encodeBinary(message))))
        .isEqualTo(message);
  }

  @Property
  void writesTextThatIsJson(@ForAll("messages") MessageParts message) {
    JsonNode json = Json.tree(ByteBuffer.wrap(LegacyFrame.encodeText(message)), "frame");
    assertThat(json.get("msg_id").asText()).isEqualTo(message.peekHeader().msgId());
    assertThat(json.get("msg_type").asText()).isEqualTo(message.peekHeader().msgType());
    assertThat(json.get("content")).isEqualTo(Json.tree(message.content(), "content"));
  }

  @Provide
  Arbitrary<MessageParts> messages() {
    return Samples.messages();
  }

  @Test
  void readsKeysInAnyOrderAndFillsInWhatIsMissing() {
    MessageParts parts =
        parse(" {'x':[{'header':1}],\n'content' : {'b':'é}'} , 'header':{'msg_id':'m'}}\n");
    assertThat(parts.channel()).isEqualTo(Channel.SHELL);
    assertThat(text(parts.header())).isEqualTo("{\"msg_id\":\"m\"}");
    assertThat(text(parts.parentHeader())).isEqualTo("{}");
    assertThat(text(parts.metadata())).isEqualTo("{}");
    assertThat(text(parts.content())).isEqualTo("{\"b\":\"é}\"}");
    assertThat(parts.buffers()).isEmpty();
  }

  @Test
  void toleratesNullWhereThereIsNothing() {
    MessageParts parts =
        parse(
            "{'channel':null,'header':{},'parent_header':null,'metadata':null,'content':null,"
                + "'buffers':null}");
    assertThat(parts.channel()).isEqualTo(Channel.SHELL);
    assertThat(text(parts.parentHeader())).isEqualTo("{}");
    assertThat(text(parts.content())).isEqualTo("{}");
  }

  @Test
  void copiesNothing() {
    ByteBuffer frame = utf8("{\"header\":{},\"content\":{\"x\":1}}");
    assertThat(LegacyFrame.parseText(frame).content().array()).isSameAs(frame.array());
  }

  @Test
  void readsAFrameInsideOfALargerBuffer() {
    ByteBuffer json = utf8("12345{\"header\":{\"a\":1}}678");
    ByteBuffer frame = json.slice(2, json.capacity() - 2).position(3).limit(21);
    assertThat(text(LegacyFrame.parseText(frame).header())).isEqualTo("{\"a\":1}");
    assertThat(text(LegacyFrame.parseText(frame.asReadOnlyBuffer()).header()))
        .isEqualTo("{\"a\":1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "7",
        "'{}'",
        "{}",
        "{'header':null}",
        "{'header':[]}",
        "{'header':'{}'}",
        "{'header':{}",
        "{'header':{}}}",
        "{'header':{}} {}",
        "{'header':{},}",
        "{'header':{},'channel':1}",
        "{'header':{},'channel':'hotel'}",
        "{'header':{},'parent_header':[]}",
        "{'header':{},'metadata':1}",
        "{'header':{},'content':true}",
        "{'header':{},'buffers':['AQID']}",
        "{'header':{},'buffers':{}}",
        "{'header':{},'content':{'a':NaN}}",
      })
  void refusesTextThatIsNoMessage(String json) {
    assertThatThrownBy(() -> parse(json)).isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void refusesDeepJson() {
    String deep = "[".repeat(100_000);
    assertThatThrownBy(() -> parse("{'header':{},'content':{'a':" + deep))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    ByteBuffer frame = utf8("{\"header\":{\"a\":\"xx\"}}");
    frame.put(16, (byte) 0xff);
    assertThatThrownBy(() -> LegacyFrame.parseText(frame))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void refusesTextInUtf16() {
    ByteBuffer frame = ByteBuffer.wrap("{\"header\":{}}".getBytes(StandardCharsets.UTF_16BE));
    assertThatThrownBy(() -> LegacyFrame.parseText(frame))
        .isInstanceOf(MalformedMessageException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0", // no parts
    "0, 1000",
    "0, 2147483647",
    "0, -1", // 2^32 - 1
    "1, 8", // the JSON inside of the offsets
    "1, 13",
    "1, -1",
    "2, 11", // before the first
    "2, 1000",
    "2, -1",
    "2, 2147483647",
  })
  void refusesABinaryFrameWhoseNumbersDoNotFit(int number, int value) {
    ByteBuffer frame = ByteBuffer.wrap(LegacyFrame.encodeBinary(Samples.WITH_BUFFER));
    frame.putInt(number * Integer.BYTES, value);
    assertThatThrownBy(() -> LegacyFrame.parseBinary(frame))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void refusesABinaryFrameCutInItsNumbersOrJson() {
    ByteBuffer frame = ByteBuffer.wrap(LegacyFrame.encodeBinary(Samples.WITH_BUFFER));
    for (int length = 0; length < 12 + 0x79; length++) {
      ByteBuffer cut = frame.slice(0, length);
      assertThatThrownBy(() -> LegacyFrame.parseBinary(cut))
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  private static MessageParts parse(String json) {
    return LegacyFrame.parseText(json.replace('\'', '"'));
  }

  private static ByteBuffer join(ByteBuffer... pieces) {
    ByteBuffer joined = ByteBuffer.allocate(1000);
    for (ByteBuffer piece : pieces) {
      joined.put(piece);
    }
    return joined.flip();
  }
}
