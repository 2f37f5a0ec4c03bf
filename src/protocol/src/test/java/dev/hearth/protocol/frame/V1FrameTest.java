package dev.hearth.protocol.frame;

import static dev.hearth.protocol.frame.Samples.hex;
import static dev.hearth.protocol.frame.Samples.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class V1FrameTest {
  /** Both as Jupyter Server's own serializer writes them. */
  private static final ByteBuffer EMPTY =
      hex(
          "060000000000000038000000000000003d000000000000003f000000000000004100000000000000"
              + "430000000000000045000000000000007368656c6c7b7d7b7d7b7d7b7d");

  private static final ByteBuffer WITH_BUFFER =
      hex(
          "07000000000000004000000000000000450000000000000053000000000000005500000000000000"
              + "57000000000000005e000000000000006100000000000000"
              + "696f7075627b226d73675f6964223a2261227d7b7d7b7d7b2278223a317d010203");

  @Test
  void writesWhatJupyterServerWrites() {
    MessageParts empty =
        new MessageParts(Channel.SHELL, utf8("{}"), utf8("{}"), utf8("{}"), utf8("{}"), List.of());
    assertThat(ByteBuffer.wrap(V1Frame.encode(empty))).isEqualTo(EMPTY);
    assertThat(ByteBuffer.wrap(V1Frame.encode(Samples.WITH_BUFFER))).isEqualTo(WITH_BUFFER);
  }

  @Test
  void readsWhatJupyterServerWrites() {
    assertThat(V1Frame.parse(WITH_BUFFER)).isEqualTo(Samples.WITH_BUFFER);
  }

  @Property
  void readsWhatItWrites(@ForAll("messages") MessageParts message) {
    assertThat(V1Frame.parse(ByteBuffer.wrap(V1Frame.encode(message)))).isEqualTo(message);
  }

  @Provide
  Arbitrary<MessageParts> messages() {
    return Samples.messages();
  }

  @Test
  void readsAFrameInsideOfALargerBuffer() {
    ByteBuffer larger = ByteBuffer.allocate(WITH_BUFFER.capacity() + 20).position(7);
    larger.put(WITH_BUFFER.duplicate()).flip().position(7);
    assertThat(V1Frame.parse(larger)).isEqualTo(Samples.WITH_BUFFER);
    assertThat(V1Frame.parse(larger.asReadOnlyBuffer())).isEqualTo(Samples.WITH_BUFFER);
    assertThat(larger.position()).isEqualTo(7);
  }

  @Test
  void copiesNothing() {
    MessageParts parts = V1Frame.parse(WITH_BUFFER);
    assertThat(parts.content().array()).isSameAs(WITH_BUFFER.array());
    assertThat(parts.buffers().get(0).array()).isSameAs(WITH_BUFFER.array());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 5, 8, 9, 100, 1L << 31, 1L << 32, 1L << 61, Long.MAX_VALUE, -1})
  void refusesACountThatTheFrameCannotHold(long count) {
    assertRefused(changed(0, count));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0", // the channel inside of the offsets
    "0, 65", // a gap before the channel
    "1, 63", // before the first
    "2, 86", // overlaps the next
    "3, 82", // out of order
    "4, 98", // behind the end
    "5, -1",
    "5, -9223372036854775808",
    "5, 9223372036854775807",
    "5, 4294967390", // 2^32 more than the right one
    "6, 96", // bytes after the last offset
    "6, 98",
  })
  void refusesAnOffsetOutOfOrderOrBounds(int index, long offset) {
    assertRefused(changed(index + 1, offset));
  }

  @Test
  void refusesEveryTruncation() {
    for (int length = 0; length < WITH_BUFFER.capacity(); length++) {
      assertRefused(WITH_BUFFER.slice(0, length));
    }
  }

  @Test
  void refusesTrailingBytes() {
    assertRefused(ByteBuffer.allocate(98).put(WITH_BUFFER.duplicate()).rewind());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hotel", "IOPUB", "io\u0000ub"})
  void refusesAnUnknownChannel(String channel) {
    ByteBuffer frame = copy();
    frame.put(64, utf8(channel).array());
    assertRefused(frame);
  }

  @Test
  void refusesAChannelThatIsNotUtf8() {
    assertRefused(copy().put(64, (byte) 0xff));
  }

  private static void assertRefused(ByteBuffer frame) {
    assertThatThrownBy(() -> V1Frame.parse(frame)).isInstanceOf(MalformedMessageException.class);
  }

  private static ByteBuffer changed(int number, long value) {
    return copy().putLong(number * Long.BYTES, value);
  }

  private static ByteBuffer copy() {
    return ByteBuffer.wrap(WITH_BUFFER.array().clone()).order(ByteOrder.LITTLE_ENDIAN);
  }
}
