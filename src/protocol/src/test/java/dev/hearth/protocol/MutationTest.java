package dev.hearth.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.hearth.protocol.frame.LegacyFrame;
import dev.hearth.protocol.frame.Samples;
import dev.hearth.protocol.frame.SignatureKey;
import dev.hearth.protocol.frame.UnnegotiatedFrame;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.frame.ZmqMessage;
import dev.hearth.protocol.link.LinkFrame;
import dev.hearth.protocol.link.LinkFrameTest;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.ContentTest;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.MessageParts;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * Whatever bytes arrive, a parser either understands them or says {@link
 * MalformedMessageException}; nothing else comes out of it, and it takes no memory by a number that
 * the bytes claim.
 */
class MutationTest {
  private static final int TRIES = 2_000;

  private static final MessageParts MESSAGE =
      new MessageParts(
          Channel.SHELL,
          Samples.utf8(
              "{\"date\":\"d\",\"msg_id\":\"m\",\"msg_type\":\"execute_request\","
                  + "\"session\":\"s\",\"username\":\"é\",\"subshell_id\":null}"),
          Samples.utf8("{\"msg_id\":\"p\"}"),
          Samples.utf8("{\"cellId\":\"c\",\"deletedCells\":[]}"),
          Samples.utf8("{\"code\":\"1\",\"silent\":false,\"user_expressions\":{\"a\":\"b\"}}"),
          List.of(ByteBuffer.wrap(new byte[] {1, 2}), ByteBuffer.allocate(0)));

  private static final List<byte[]> TOKENS =
      Stream.of(
              "null",
              "{}",
              "[]",
              "{",
              "}",
              "[",
              "]",
              "\"",
              ",",
              ":",
              "true",
              "-1",
              "1e999",
              "99999999999999999999",
              "\\u0000",
              "\\ud800",
              "\"status\":\"error\",",
              "\"msg_id\":\"x\",",
              "\"header\":{},",
              "\u0000",
              "\u0000\u0000\u0000\u0000")
          .map(text -> Samples.utf8(text).array())
          .toList();

  @Property(tries = TRIES)
  void v1Frames(@ForAll("v1") byte[] frame) {
    attempt(frame, bytes -> use(V1Frame.parse(bytes)));
  }

  @Property(tries = TRIES)
  void legacyBinaryFrames(@ForAll("legacyBinary") byte[] frame) {
    attempt(frame, bytes -> use(LegacyFrame.parseBinary(bytes)));
  }

  @Property(tries = TRIES)
  void legacyTextFrames(@ForAll("legacyText") byte[] frame) {
    attempt(frame, bytes -> use(LegacyFrame.parseText(bytes)));
  }

  @Property(tries = TRIES)
  void unnegotiatedFrames(@ForAll("anyFrame") byte[] frame) {
    attempt(frame, bytes -> use(UnnegotiatedFrame.parse(bytes)));
  }

  @Property(tries = TRIES)
  void linkFrames(@ForAll("link") byte[] frame) {
    attempt(frame, bytes -> LinkFrame.parse(bytes).encode());
  }

  @Property(tries = TRIES)
  void zmqMessages(@ForAll("headers") byte[] header, @ForAll("counts") int count) {
    List<ByteBuffer> frames =
        new ArrayList<>(
            List.of(
                Samples.utf8("peer"),
                Samples.utf8("<IDS|MSG>"),
                Samples.utf8(""),
                ByteBuffer.wrap(header),
                Samples.utf8("{}"),
                ByteBuffer.wrap(header),
                Samples.utf8("{}"),
                ByteBuffer.wrap(header)));
    List<ByteBuffer> some = frames.subList(0, count);
    SignatureKey unsigned = new SignatureKey("");
    attempt(header, bytes -> use(ZmqMessage.parse(Channel.SHELL, some, unsigned).parts()));
  }

  @Property(tries = 10 * TRIES)
  void contents(@ForAll("contents") Mutated content) {
    attempt(content.bytes, bytes -> Content.parse(content.msgType, bytes).toJson());
  }

  @Test
  void claimsOfHugeCountsTakeNoMemory() {
    byte[] v1 = ByteBuffer.allocate(64).putLong(0, Long.reverseBytes(Integer.MAX_VALUE)).array();
    byte[] legacy = ByteBuffer.allocate(64).putInt(0, Integer.MAX_VALUE).array();
    long before = allocated();
    for (int i = 0; i < 100; i++) {
      attempt(v1, V1Frame::parse);
      attempt(legacy, LegacyFrame::parseBinary);
      attempt(v1, UnnegotiatedFrame::parse);
      attempt(legacy, UnnegotiatedFrame::parse);
    }
    // One array of the claimed size would take gigabytes; exceptions and loaded classes take these.
    assertThat(allocated() - before).isLessThan(100_000_000);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  /** Nothing but the one exception; heap and direct buffers are read by different code. */
  private static void attempt(byte[] bytes, Consumer<ByteBuffer> parse) {
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    for (ByteBuffer each : List.of(ByteBuffer.wrap(bytes), direct)) {
      try {
        parse.accept(each);
      } catch (MalformedMessageException e) {
        assertThat(e).hasNoCause();
      }
    }
  }

  /** What Hearth does with a message that it could read. */
  private static void use(MessageParts parts) {
    assertThat(V1Frame.parse(ByteBuffer.wrap(V1Frame.encode(parts)))).isEqualTo(parts);
    parts.peekParentHeader();
    parts.peekHeader();
    LegacyFrame.encodeText(parts);
    LegacyFrame.encodeBinary(parts);
    Message.parse(parts).toParts();
  }

  @Provide
  Arbitrary<byte[]> v1() {
    return mutations(V1Frame.encode(MESSAGE));
  }

  @Provide
  Arbitrary<byte[]> legacyBinary() {
    return mutations(LegacyFrame.encodeBinary(MESSAGE));
  }

  @Provide
  Arbitrary<byte[]> legacyText() {
    return mutations(LegacyFrame.encodeText(MESSAGE));
  }

  @Provide
  Arbitrary<byte[]> anyFrame() {
    return Arbitraries.oneOf(
        v1(), legacyBinary(), legacyText(), Arbitraries.bytes().array(byte[].class).ofMaxSize(80));
  }

  @Provide
  Arbitrary<byte[]> headers() {
    return mutations(MESSAGE.header().array());
  }

  @Provide
  Arbitrary<Integer> counts() {
    return Arbitraries.integers().between(0, 8);
  }

  @Provide
  Arbitrary<byte[]> link() {
    List<byte[]> frames = LinkFrameTest.frames().map(LinkFrame::encode).toList();
    return Arbitraries.of(frames).flatMap(MutationTest::mutations);
  }

  @Provide
  Arbitrary<Mutated> contents() {
    List<Content> contents =
        ContentTest.contents().map(example -> (Content) example.get()[1]).toList();
    return Arbitraries.of(contents)
        .flatMap(
            content ->
                mutations(content.toJson().array())
                    .map(bytes -> new Mutated(content.msgType(), bytes)));
  }

  /** Content to be read as of a type. */
  record Mutated(String msgType, byte[] bytes) {}

  private static Arbitrary<byte[]> mutations(byte[] valid) {
    return Arbitraries.randomValue(random -> mutate(valid, random));
  }

  /** A few changes of the kinds that accidents and attackers make. */
  private static byte[] mutate(byte[] valid, Random random) {
    byte[] bytes = valid;
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      bytes = mutateOnce(bytes, random);
    }
    return bytes;
  }

  private static byte[] mutateOnce(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    int end = at + random.nextInt(Math.min(20, bytes.length - at) + 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    switch (random.nextInt(6)) {
      case 0: // cut off
        return out.toByteArray();
      case 1: // a bit flips
        out.write(bytes[at] ^ 1 << random.nextInt(8));
        end = at + 1;
        break;
      case 2: // any byte
        out.write(random.nextInt(256));
        end = at + 1;
        break;
      case 3: // some bytes are missing
        break;
      case 4: // some bytes come twice
        out.write(bytes, at, end - at);
        end = at;
        break;
      default: // something that means something elsewhere
        out.writeBytes(TOKENS.get(random.nextInt(TOKENS.size())));
    }
    out.write(bytes, end, bytes.length - end);
    return out.toByteArray();
  }
}
