package dev.hearth.protocol.frame;

import static dev.hearth.protocol.frame.Samples.hex;
import static dev.hearth.protocol.frame.Samples.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnnegotiatedFrameTest {

  @Property
  void tellsTheLayoutsApart(@ForAll("messages") MessageParts message) {
    assertThat(parse(V1Frame.encode(message))).isEqualTo(message);
    assertThat(parse(LegacyFrame.encodeBinary(message))).isEqualTo(message);
    assertThat(parse(LegacyFrame.encodeText(message)).content()).isEqualTo(message.content());
  }

  @Provide
  Arbitrary<MessageParts> messages() {
    return Samples.messages();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"header\":{}}", " {\"header\":{}}", "\n\n{\"header\":{}}"})
  void readsTextWithWhiteSpaceBefore(String json) {
    assertThat(UnnegotiatedFrame.parse(utf8(json)).channel()).isEqualTo(Channel.SHELL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "06", "0600000000000000", "ff", "0000000100000008", "7b"})
  void refusesWhatIsNoneOfThem(String bytes) {
    assertThatThrownBy(() -> UnnegotiatedFrame.parse(hex(bytes)))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void blamesTheLayoutThatTheFrameBeganWith() {
    byte[] frame = V1Frame.encode(Samples.WITH_BUFFER);
    frame[16]++;
    frame[frame.length - 40] ^= 1;
    assertThatThrownBy(() -> parse(frame))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageNotContaining("legacy");
  }

  private static MessageParts parse(byte[] frame) {
    return UnnegotiatedFrame.parse(ByteBuffer.wrap(frame));
  }
}
