package dev.hearth.protocol.frame;

import static dev.hearth.protocol.frame.Samples.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ZmqMessageTest {
  private static final SignatureKey KEY = new SignatureKey("secret");
  private static final ZmqMessage MESSAGE =
      new ZmqMessage(List.of(utf8("peer")), Samples.WITH_BUFFER);

  @Test
  void signsTheFourJsonPartsAsPythonDoes() {
    // hmac.new(b'secret', b'{"msg_id":"a"}{}{}{"x":1}', 'sha256').hexdigest()
    assertThat(new String(KEY.sign(Samples.WITH_BUFFER), StandardCharsets.US_ASCII))
        .isEqualTo("6659855b95d9166b2c6d27b39412408d6bdc6856dfc510a3cc6d38cfb91c199f");
  }

  @Test
  void standsInFramesInJupytersOrder() {
    assertThat(MESSAGE.frames(KEY))
        .containsExactly(
            utf8("peer"),
            utf8("<IDS|MSG>"),
            ByteBuffer.wrap(KEY.sign(Samples.WITH_BUFFER)),
            utf8("{\"msg_id\":\"a\"}"),
            utf8("{}"),
            utf8("{}"),
            utf8("{\"x\":1}"),
            ByteBuffer.wrap(new byte[] {1, 2, 3}));
  }

  @Property
  void readsWhatItWrites(@ForAll("messages") MessageParts parts) {
    ZmqMessage message = new ZmqMessage(List.of(utf8("a"), utf8("")), parts);
    assertThat(ZmqMessage.parse(parts.channel(), message.frames(KEY), KEY)).isEqualTo(message);
  }

  @Provide
  Arbitrary<MessageParts> messages() {
    return Samples.messages();
  }

  @Test
  void refusesAMessageThatWasChanged() {
    for (int part = 2; part < 7; part++) {
      List<ByteBuffer> frames = new ArrayList<>(MESSAGE.frames(KEY));
      frames.set(part, utf8("{ }"));
      assertRefused(frames, KEY, "signature");
    }
  }

  @Test
  void refusesAMessageOfAnotherKeyOrOfNone() {
    assertRefused(MESSAGE.frames(new SignatureKey("other")), KEY, "signature");
    assertRefused(MESSAGE.frames(new SignatureKey("")), KEY, "signature");
  }

  @Test
  void checksNothingWithAnEmptyKey() {
    SignatureKey unsigned = new SignatureKey("");
    assertThat(MESSAGE.frames(unsigned).get(2).remaining()).isZero();
    assertThat(ZmqMessage.parse(Channel.IOPUB, MESSAGE.frames(KEY), unsigned)).isEqualTo(MESSAGE);
  }

  @Test
  void refusesAMessageThatArrivesAgain() {
    SeenSignatures seen = new SeenSignatures();
    ZmqMessage.parse(Channel.IOPUB, MESSAGE.frames(KEY), KEY, seen);
    assertThatThrownBy(() -> ZmqMessage.parse(Channel.IOPUB, MESSAGE.frames(KEY), KEY, seen))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("duplicate");
  }

  @Test
  void doesNotRememberAWrongSignature() {
    SeenSignatures seen = new SeenSignatures();
    List<ByteBuffer> frames = MESSAGE.frames(new SignatureKey("other"));
    assertThatThrownBy(() -> ZmqMessage.parse(Channel.IOPUB, frames, KEY, seen))
        .hasMessageContaining("wrong signature");
    assertThat(seen.add(frames.get(2))).isTrue();
  }

  @Test
  void forgetsTheOldestSignatureBehindTheLimit() {
    SeenSignatures seen = new SeenSignatures();
    for (int i = 0; i <= SeenSignatures.LIMIT; i++) {
      assertThat(seen.add(ByteBuffer.allocate(Integer.BYTES).putInt(0, i))).isTrue();
    }
    assertThat(seen.add(ByteBuffer.allocate(Integer.BYTES).putInt(0, 1))).isFalse();
    assertThat(seen.add(ByteBuffer.allocate(Integer.BYTES).putInt(0, 0))).isTrue();
  }

  @Test
  void refusesEveryMessageThatLacksAFrame() {
    List<ByteBuffer> frames = MESSAGE.frames(KEY);
    for (int count = 0; count < 7; count++) {
      assertRefused(frames.subList(0, count), KEY, "ZeroMQ message");
    }
    List<ByteBuffer> withNull = new ArrayList<>(frames);
    withNull.set(4, null);
    assertRefused(withNull, KEY, "lacks frame 4");
  }

  @Test
  void doesNotShowItsKey() {
    assertThat(KEY).hasToString("SignatureKey[****]");
  }

  private static void assertRefused(List<ByteBuffer> frames, SignatureKey key, String fault) {
    assertThatThrownBy(() -> ZmqMessage.parse(Channel.IOPUB, frames, key))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining(fault);
  }
}
