package dev.hearth.protocol.frame;

import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;

/**
 * Reads what arrives on a socket on which no sub-protocol was agreed. That should be {@link
 * LegacyFrame}s, but Jupyter Server 2.0 to 2.12.1 passes its browser's {@link V1Frame}s on over
 * such sockets, and sends messages with buffers as text frames whatever their bytes. So it is the
 * bytes that tell: the three layouts differ in their first eight.
 */
public final class UnnegotiatedFrame {
  private UnnegotiatedFrame() {}

  /**
   * Views into the frame; nothing is copied, so the frame must not change while they are used.
   *
   * @param frame the payload of a text or binary frame
   * @throws MalformedMessageException if it is none of the three layouts
   */
  public static MessageParts parse(ByteBuffer frame) {
    if (V1Frame.startsLikeOne(frame)) {
      return V1Frame.parse(frame);
    }
    // A legacy binary frame begins with the high byte of a small number, JSON never with a zero.
    boolean binary = frame.hasRemaining() && frame.get(frame.position()) == 0;
    return binary ? LegacyFrame.parseBinary(frame) : LegacyFrame.parseText(frame);
  }
}
