package dev.hearth.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.sun.management.ThreadMXBean;
import dev.hearth.protocol.frame.LegacyFrame;
import dev.hearth.protocol.frame.Samples;
import dev.hearth.protocol.frame.UnnegotiatedFrame;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.link.LinkFrame;
import dev.hearth.protocol.link.LinkFrameTest;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Json;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.MessageParts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Frames that are made to hurt rather than damaged by chance, see {@link MutationTest} for those: a
 * parser understands them or says {@link MalformedMessageException}, and takes memory by the length
 * of its input, never by a number in it.
 */
class HostileInputTest {
  private static final int TRIES = 300;
  private static final int MEBIBYTE = 1 << 20;

  private static final List<String> JSON =
      List.of(
          "{}",
          "null",
          "[]",
          "",
          "   ",
          "{\"msg_id\":\"a\",\"msg_type\":\"status\",\"session\":\"s\"}",
          "{\"msg_id\":\"a\",\"msg_type\":\"status\",\"session\":\"s\"}{}",
          "{\"msg_id\":\"a\",\"msg_id\":\"b\",\"msg_id\":null}",
          "{\"msg_id\":\"\\ud800\",\"msg_type\":\"\\udc00\\ud800\",\"session\":\"\\u0000\"}",
          "{\"msg_id\":1e999999999,\"x\":-1e-999999999}",
          "{\"execution_state\":\"idle\",\"msg_type\":\"status\"}",
          "{\"a\":" + "9".repeat(5_000) + "}",
          "{\"a\":0." + "9".repeat(5_000) + "}",
          "{\"a\":" + "[".repeat(Json.MAX_DEPTH - 1) + "]".repeat(Json.MAX_DEPTH - 1) + "}",
          "[".repeat(100_000),
          "{\"a\":".repeat(100_000),
          "{\"a\":NaN}",
          "\ufeff{}");

  /** Of v1 frames: {@code count}, then the offsets, over parts that may be anything. */
  @Property(tries = TRIES)
  void v1FramesWithAbsurdOffsets(
      @ForAll("absurd") List<Long> numbers, @ForAll("json") byte[] rest) {
    ByteBuffer frame =
        ByteBuffer.allocate(Long.BYTES * numbers.size() + rest.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    numbers.forEach(frame::putLong);
    attempt(frame.put(rest).array(), bytes -> use(V1Frame.parse(bytes)));
    attempt(frame.array(), bytes -> use(UnnegotiatedFrame.parse(bytes)));
  }

  @Property(tries = TRIES)
  void legacyFramesWithAbsurdOffsets(
      @ForAll("absurd") List<Long> numbers, @ForAll("json") byte[] rest) {
    ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES * numbers.size() + rest.length);
    numbers.forEach(number -> frame.putInt(number.intValue()));
    attempt(frame.put(rest).array(), bytes -> use(LegacyFrame.parseBinary(bytes)));
    attempt(frame.array(), bytes -> use(UnnegotiatedFrame.parse(bytes)));
  }

  /** The frame is sound, its parts are not. */
  @Property(tries = TRIES)
  void soundFramesOfUnsoundParts(
      @ForAll("json") byte[] header,
      @ForAll("json") byte[] parent,
      @ForAll("json") byte[] metadata,
      @ForAll("json") byte[] content,
      @ForAll("channels") Channel channel) {
    MessageParts parts =
        new MessageParts(
            channel,
            ByteBuffer.wrap(header),
            ByteBuffer.wrap(parent),
            ByteBuffer.wrap(metadata),
            ByteBuffer.wrap(content),
            List.of(ByteBuffer.wrap(content)));
    attempt(V1Frame.encode(parts), bytes -> use(V1Frame.parse(bytes)));
    attempt(header, bytes -> use(parts));
  }

  @Property(tries = TRIES)
  void everyCutOfAFrame(@ForAll("frames") byte[] frame) {
    for (int length = 0; length < frame.length; length++) {
      byte[] cut = Arrays.copyOf(frame, length);
      attempt(cut, bytes -> use(V1Frame.parse(bytes)));
      attempt(cut, bytes -> use(LegacyFrame.parseBinary(bytes)));
      attempt(cut, bytes -> use(UnnegotiatedFrame.parse(bytes)));
    }
  }

  @Property(tries = TRIES)
  void linkFramesOfAnyKindAndJson(@ForAll byte kind, @ForAll("json") byte[] json) {
    byte[] frame = ByteBuffer.allocate(1 + json.length).put(kind).put(json).array();
    attempt(frame, HostileInputTest::readTwice);
  }

  @Property(tries = TRIES)
  void whatALinkFrameSaidItSaysAgain(@ForAll("linkFrames") byte[] frame) {
    attempt(frame, HostileInputTest::readTwice);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"msg_id\":\"%s\"}", "{\"%s\":1}", "%s", "\"%s"})
  void aTextOf64MebibytesIsReadOnceAndRefusedOrUnderstood(String form) {
    String letters = "a".repeat(64 * MEBIBYTE);
    byte[] json = form.replace("%s", letters).getBytes(StandardCharsets.ISO_8859_1);
    letters = null;
    byte[] frame = V1Frame.encode(message(json));
    long before = allocated();
    try {
      V1Frame.parse(ByteBuffer.wrap(frame)).peekHeader();
    } catch (MalformedMessageException e) {
      assertThat(e.getMessage()).hasSizeLessThan(200);
    }
    // A text's buffer grows by doubling, holds four bytes per letter, and is copied at the end.
    assertThat(allocated() - before).isLessThan(24L * frame.length);
  }

  @Test
  void aNumberIsReadByItsDigitsAndNotByItsSize() {
    long before = allocated();
    for (String number : List.of("1e999999999", "-1e-999999999", "9".repeat(2_000))) {
      byte[] json = ("{\"execution_count\":" + number + "}").getBytes(StandardCharsets.UTF_8);
      attempt(json, bytes -> Content.parse("execute_reply", bytes).toJson());
      attempt(json, bytes -> Content.parse("execute_result", bytes).toJson());
      attempt(json, bytes -> Json.members(bytes, "content"));
    }
    assertThat(allocated() - before).isLessThan(50 * MEBIBYTE);
  }

  @Test
  void aFrameMayHaveAsManyBuffersAsItHasRoomFor() {
    int buffers = 100_000;
    ByteBuffer frame =
        ByteBuffer.allocate(Long.BYTES * (buffers + 7) + "shell".length())
            .order(ByteOrder.LITTLE_ENDIAN);
    frame.putLong(buffers + 6);
    frame.putLong(frame.capacity() - "shell".length());
    for (int i = 0; i < buffers + 5; i++) {
      frame.putLong(frame.capacity());
    }
    frame.put("shell".getBytes(StandardCharsets.US_ASCII));
    MessageParts parts = V1Frame.parse(frame.flip());
    assertThat(parts.buffers()).hasSize(buffers);
    assertThatThrownBy(parts::peekHeader).isInstanceOf(MalformedMessageException.class);
  }

  /** The message has been read, so it can be written in the other framing. */
  @Test
  void halvesOfCharactersInAHeaderDoNotKeepAMessageFromBeingWritten() {
    MessageParts parts =
        message(Samples.utf8("{\"msg_id\":\"\\ud800\",\"msg_type\":\"a\\udc00b\"}").array());
    MessageParts again = LegacyFrame.parseText(ByteBuffer.wrap(LegacyFrame.encodeText(parts)));
    assertThat(again.peekHeader()).isEqualTo(parts.peekHeader());
    assertThat(LegacyFrame.parseBinary(ByteBuffer.wrap(LegacyFrame.encodeBinary(parts))))
        .isEqualTo(parts);
    Message.parse(parts).toParts();
  }

  @Test
  void namesOfFieldsAreNotKept() {
    List<WeakReference<String>> names = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      byte[] json = ("{\"" + i + "x".repeat(20_000) + "\":1}").getBytes(StandardCharsets.UTF_8);
      names.add(Json.scan(ByteBuffer.wrap(json), "header", HostileInputTest::firstName));
    }
    for (int i = 0; i < 100 && names.stream().anyMatch(name -> name.get() != null); i++) {
      System.gc();
    }
    assertThat(names).allMatch(name -> name.get() == null);
  }

  private static WeakReference<String> firstName(JsonParser parser) throws IOException {
    parser.nextToken();
    return new WeakReference<>(parser.nextFieldName());
  }

  private static MessageParts message(byte[] header) {
    return new MessageParts(
        Channel.SHELL,
        ByteBuffer.wrap(header),
        Samples.utf8("{}"),
        Samples.utf8("{}"),
        Samples.utf8("{}"),
        List.of());
  }

  private static void readTwice(ByteBuffer bytes) {
    LinkFrame frame = LinkFrame.parse(bytes);
    byte[] written = frame.encode();
    assertThat(LinkFrame.parse(ByteBuffer.wrap(written)).encode()).isEqualTo(written);
  }

  private static void attempt(byte[] bytes, Consumer<ByteBuffer> parse) {
    try {
      parse.accept(ByteBuffer.wrap(bytes));
    } catch (MalformedMessageException e) {
      assertThat(e).hasNoCause();
      assertThat(e.getMessage()).hasSizeLessThan(300);
    }
  }

  private static void use(MessageParts parts) {
    assertThat(V1Frame.parse(ByteBuffer.wrap(V1Frame.encode(parts)))).isEqualTo(parts);
    parts.peekParentHeader();
    parts.peekHeader();
    LegacyFrame.encodeText(parts);
    LegacyFrame.encodeBinary(parts);
    Message understood = Message.parse(parts);
    MessageParts again = understood.toParts();
    assertThat(Message.parse(again).header()).isEqualTo(understood.header());
    for (byte[] legacy : List.of(LegacyFrame.encodeText(parts), LegacyFrame.encodeText(again))) {
      attempt(
          legacy,
          bytes -> assertThat(LegacyFrame.parseText(bytes).channel()).isEqualTo(parts.channel()));
    }
    if (!MessageParts.isNothing(again.content())) { // what is nothing is written as {}
      assertThat(LegacyFrame.parseBinary(ByteBuffer.wrap(LegacyFrame.encodeBinary(again))))
          .isEqualTo(again);
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  @Provide
  Arbitrary<List<Long>> absurd() {
    Arbitrary<Long> plausible = Arbitraries.longs().between(0, 100);
    Arbitrary<Long> absurd =
        Arbitraries.of(
            -1L,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            (long) Integer.MAX_VALUE,
            (long) Integer.MIN_VALUE,
            1L << 32,
            (1L << 32) + 8,
            (1L << 61) - 1,
            1L << 60);
    return Arbitraries.frequencyOf(Tuple.of(4, plausible), Tuple.of(1, absurd))
        .list()
        .ofMaxSize(12)
        .withoutEdgeCases();
  }

  @Provide
  Arbitrary<byte[]> json() {
    Arbitrary<byte[]> chosen =
        Arbitraries.of(JSON).map(text -> text.getBytes(StandardCharsets.UTF_8));
    Arbitrary<byte[]> brokenUtf8 =
        Arbitraries.of("c0af", "eda080", "f4908080", "ff", "e282", "80", "f8808080")
            .map(hex -> quoted(HexFormat.of().parseHex(hex)));
    Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
    return Arbitraries.oneOf(chosen, chosen, brokenUtf8, any).withoutEdgeCases();
  }

  private static byte[] quoted(byte[] bytes) {
    byte[] before = "{\"msg_id\":\"".getBytes(StandardCharsets.UTF_8);
    byte[] after = "\"}".getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(before.length + bytes.length + after.length)
        .put(before)
        .put(bytes)
        .put(after)
        .array();
  }

  @Provide
  Arbitrary<Channel> channels() {
    return Arbitraries.of(Channel.class);
  }

  @Provide
  Arbitrary<byte[]> frames() {
    return Samples.messages()
        .map(
            message ->
                message.buffers().isEmpty()
                    ? V1Frame.encode(message)
                    : LegacyFrame.encodeBinary(message));
  }

  @Provide
  Arbitrary<byte[]> linkFrames() {
    List<byte[]> frames = LinkFrameTest.frames().map(LinkFrame::encode).toList();
    return Arbitraries.of(frames)
        .flatMap(
            frame ->
                Arbitraries.integers()
                    .between(0, frame.length - 1)
                    .flatMap(
                        at ->
                            Arbitraries.bytes()
                                .map(
                                    value -> {
                                      byte[] changed = frame.clone();
                                      changed[at] = value;
                                      return changed;
                                    })));
  }
}
