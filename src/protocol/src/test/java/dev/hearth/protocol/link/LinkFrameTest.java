package dev.hearth.protocol.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.frame.Samples;
import dev.hearth.protocol.message.Json;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

public class LinkFrameTest {
  private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

  /** One of every kind. */
  public static Stream<LinkFrame> frames() {
    DriverState state =
        new DriverState(
            DriverState.Phase.READY,
            List.of(new DriverState.Step("Starting Spark", 1_700_000_000_000L)),
            "local-1",
            null,
            "3.5.5",
            null);
    KernelOrder kernel = new KernelOrder(ID, "scala", "ann", 7, 3);
    return Stream.of(
        new LinkFrame.Greeting(
            new Hello(
                Hello.PROTOCOL, ID, ID, 4711, List.of(new Hello.HostedKernel(ID, 3, 9)), state)),
        new LinkFrame.Reception(new Welcome(List.of(kernel), 1 << 20)),
        new LinkFrame.State(state),
        new LinkFrame.Open(kernel),
        new LinkFrame.Stop("deleted by its user"),
        new LinkFrame.Token("a-secret"),
        new LinkFrame.TokenKept(TokenHash.of("a-secret")),
        new LinkFrame.Output(ID, 10, Samples.utf8("a v1 frame")),
        new LinkFrame.Request(ID, Long.MAX_VALUE, Samples.utf8("")),
        new LinkFrame.Ack(ID, 10),
        new LinkFrame.Call(
            new KernelCall(ID, ID, "sessions.list", Json.mapper().createObjectNode().put("n", 3))),
        new LinkFrame.Answer(CallAnswer.of(ID, Json.mapper().createArrayNode().add("a"))),
        new LinkFrame.Answer(CallAnswer.refused(ID, "There is no such session.")),
        new LinkFrame.Close(ID));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void readsWhatItWrites(LinkFrame frame) {
    assertThat(LinkFrame.parse(ByteBuffer.wrap(frame.encode()))).isEqualTo(frame);
  }

  @Property
  void readsTheNumbersAndFramesThatItWrites(@ForAll("numbered") LinkFrame frame) {
    assertThat(LinkFrame.parse(ByteBuffer.wrap(frame.encode()))).isEqualTo(frame);
  }

  @Provide
  Arbitrary<LinkFrame> numbered() {
    Arbitrary<UUID> ids = Arbitraries.create(UUID::randomUUID);
    Arbitrary<Long> numbers = Arbitraries.longs().greaterOrEqual(0);
    Arbitrary<ByteBuffer> frames =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(50).map(ByteBuffer::wrap);
    return Arbitraries.oneOf(
        Combinators.combine(ids, numbers, frames).as(LinkFrame.Output::new),
        Combinators.combine(ids, numbers, frames).as(LinkFrame.Request::new),
        Combinators.combine(ids, numbers).as(LinkFrame.Ack::new),
        ids.map(LinkFrame.Close::new));
  }

  @Test
  void standsInBytesAsItsJavadocSays() {
    assertThat(new LinkFrame.Output(ID, 258, Samples.utf8("{}")).encode())
        .asHexString()
        .isEqualToIgnoringCase(
            "02" + "00112233445566778899aabbccddeeff" + "0000000000000102" + "7b7d");
  }

  @Test
  void aTokenIsNotPrintedAndItsHashIsNotTheToken() {
    assertThat(new LinkFrame.Token("a-secret").toString()).doesNotContain("a-secret");
    assertThat(TokenHash.of("abc")) // the example of FIPS 180-2, B.1
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void doesNotCopyTheFrameInside() {
    byte[] bytes = new LinkFrame.Output(ID, 1, Samples.utf8("{}")).encode();
    LinkFrame.Output output = (LinkFrame.Output) LinkFrame.parse(ByteBuffer.wrap(bytes));
    assertThat(output.frame().array()).isSameAs(bytes);
  }

  @ParameterizedTest
  @MethodSource("frames")
  void refusesAFrameCutBeforeItsVariablePart(LinkFrame frame) {
    byte[] bytes = frame.encode();
    boolean carriesFrame = frame instanceof LinkFrame.Output || frame instanceof LinkFrame.Request;
    int shortest = carriesFrame ? 25 : bytes.length;
    for (int length = 0; length < shortest; length++) {
      assertRefused(ByteBuffer.wrap(bytes, 0, length));
    }
  }

  @ParameterizedTest
  @MethodSource("frames")
  void refusesTrailingBytes(LinkFrame frame) {
    byte[] bytes = frame.encode();
    ByteBuffer longer = ByteBuffer.allocate(bytes.length + 1).put(bytes).put((byte) '}').rewind();
    if (frame instanceof LinkFrame.Output || frame instanceof LinkFrame.Request) {
      assertThat(LinkFrame.parse(longer)).isNotEqualTo(frame);
    } else {
      assertRefused(longer);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 6, 15, 23, 127, -1})
  void refusesAnUnknownKind(int kind) {
    assertRefused(ByteBuffer.allocate(40).put(0, (byte) kind));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 17, 18})
  void refusesANegativeNumber(int kind) {
    assertRefused(ByteBuffer.allocate(25).put(0, (byte) kind).putLong(17, -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1  | {}",
        "1  | null",
        "1  | []",
        "5  | {'method':'sessions.list','params':{}}",
        "5  | {'kernel_id':'00112233-4455-6677-8899-aabbccddeeff','method':'sessions.list'}",
        "22 | {'result':7}",
        "4  | {'phase':'READY'}",
        "4  | {'phase':'LATE','steps':[]}",
        "4  | {'phase':1,'steps':[]}",
        "4  | {'phase':'READY','steps':[null]}",
        "4  | {'phase':'READY','steps':[{}]}",
        "16 | {'kernels':[]} {}",
        "16 | {'kernels':[],'window_bytes':-1}",
        "16 | {'kernels':[],'window_bytes':1e99}",
        "16 | {'kernels':[{'kernel_id':'x'}],'window_bytes':1}",
        "19 | {'language':'scala','user':'ann'}",
        "19 | {'kernel_id':'00112233-4455-6677-8899-aabbccddeeff','language':'s','user':'a',"
            + "'acked':-1}",
        "21 | {}",
        "21 | null",
        "21 | 7",
      })
  void refusesJsonThatLacksSomething(int kind, String json) {
    ByteBuffer text = Samples.utf8(json.replace('\'', '"'));
    assertRefused(ByteBuffer.allocate(1 + text.remaining()).put((byte) kind).put(text).rewind());
  }

  private static void assertRefused(ByteBuffer frame) {
    assertThatThrownBy(() -> LinkFrame.parse(frame))
        .isInstanceOf(MalformedMessageException.class)
        .hasNoCause();
  }
}
