package dev.hearth.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageTest {
  private static final Message REQUEST =
      Message.of(Channel.SHELL, "client", "ann", Execute.Request.of("1"));

  @Test
  void survivesTheWayThroughBytes() {
    Message reply =
        new Message(
            Channel.SHELL,
            Header.of("execute_reply", "kernel", "ann"),
            REQUEST.header(),
            Map.of("started", "now"),
            new Execute.Reply(1, Map.of(), List.of()),
            List.of(ByteBuffer.wrap(new byte[] {1, 2, 3})));
    assertThat(Message.parse(reply.toParts())).isEqualTo(reply);
  }

  @Test
  void hasAnEmptyObjectForNoParent() {
    assertThat(text(REQUEST.toParts().parentHeader())).isEqualTo("{}");
    assertThat(Message.parse(REQUEST.toParts()).parent()).isEqualTo(Header.NONE);
  }

  @Test
  void namesItsTypeInTheHeader() {
    assertThat(REQUEST.header().msgType()).isEqualTo("execute_request");
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }
}
