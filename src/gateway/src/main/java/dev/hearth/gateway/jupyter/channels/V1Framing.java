package dev.hearth.gateway.jupyter.channels;

import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;

/**
 * Sub-protocol {@code v1.kernel.websocket.jupyter.org}: messages go out as they stand in the
 * journal, byte for byte.
 */
record V1Framing(long limit) implements Framing {

  @Override
  public MessageParts read(ByteBuffer frame, boolean text) {
    if (text) {
      throw new MalformedMessageException(
          "a text frame; sub-protocol " + V1Frame.SUBPROTOCOL + " has binary frames only");
    }
    return V1Frame.parse(frame);
  }

  @Override
  public OutFrame write(ByteBuffer v1Frame, MessageParts message) {
    return new OutFrame(false, v1Frame);
  }

  @Override
  public boolean losesBuffers() {
    return false;
  }
}
