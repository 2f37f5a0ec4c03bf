package dev.hearth.protocol.frame;

import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Json;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Messages for tests, given and drawn. */
public final class Samples {
  /** An {@code iopub} message with a buffer, whose frames are known from Jupyter Server. */
  static final MessageParts WITH_BUFFER =
      new MessageParts(
          Channel.IOPUB,
          utf8("{\"msg_id\":\"a\"}"),
          utf8("{}"),
          utf8("{}"),
          utf8("{\"x\":1}"),
          List.of(hex("010203")));

  private Samples() {}

  static ByteBuffer hex(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }

  public static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }

  /** Messages of every shape. */
  public static Arbitrary<MessageParts> messages() {
    return Combinators.combine(
            Arbitraries.of(Channel.class),
            headers(),
            Arbitraries.oneOf(headers(), Arbitraries.just("{}")),
            objects(),
            objects(),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(9).list().ofMaxSize(4))
        .as(
            (channel, header, parent, metadata, content, buffers) ->
                new MessageParts(
                    channel,
                    utf8(header),
                    utf8(parent),
                    utf8(metadata),
                    utf8(content),
                    buffers.stream().map(ByteBuffer::wrap).toList()))
        // Their combinations would take longer to make than to test.
        .withoutEdgeCases();
  }

  private static Arbitrary<String> headers() {
    return Combinators.combine(texts(), texts(), texts())
        .as(
            (id, type, session) ->
                json(Map.of("msg_id", id, "msg_type", type, "session", session, "version", "5.3")));
  }

  /** JSON objects, compact or laid out with white space. */
  private static Arbitrary<String> objects() {
    Arbitrary<Object> values =
        Arbitraries.recursive(
            () ->
                Arbitraries.oneOf(
                    texts().map(text -> (Object) text),
                    Arbitraries.doubles().map(number -> (Object) number),
                    Arbitraries.of(true, false, 0, Long.MIN_VALUE)),
            inner ->
                Arbitraries.oneOf(
                    inner.list().ofMaxSize(2).map(list -> (Object) list),
                    Arbitraries.maps(texts(), inner).ofMaxSize(2).map(map -> (Object) map)),
            0,
            2);
    return Combinators.combine(
            Arbitraries.maps(texts(), values).ofMaxSize(3), Arbitraries.of(true, false))
        .as((members, pretty) -> pretty ? json(members).replace(":", " :\n ") : json(members));
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().alpha().ofMaxLength(6),
        Arbitraries.of("\"\\{}[],", "é\u0000\n\u2028", "\ud83d\udd25", "null"));
  }

  private static String json(Object value) {
    return new String(Json.write(value), StandardCharsets.UTF_8);
  }
}
