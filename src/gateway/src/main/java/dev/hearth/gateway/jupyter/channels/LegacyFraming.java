package dev.hearth.gateway.jupyter.channels;

import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.frame.LegacyFrame;
import dev.hearth.protocol.frame.UnnegotiatedFrame;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;

/**
 * No sub-protocol: JSON in text frames. Many such clients (all {@code jupyter lab --gateway-url})
 * go deaf for good on the first binary frame, so none is sent, and buffers are left out, until the
 * client has itself sent a binary frame that is a message.
 *
 * <p>The flag is set by the thread that receives and read by the one that sends.
 */
final class LegacyFraming implements Framing {
  private static final char NUL = 0;

  private final long limit;
  private volatile boolean takesBinary;

  LegacyFraming(long limit) {
    this.limit = limit;
  }

  @Override
  public MessageParts read(ByteBuffer frame, boolean text) {
    if (text && frame.hasRemaining() && frame.get(frame.position()) == NUL) {
      // Tornado's clients send messages with buffers as text whatever their bytes. Reading that as
      // UTF-8 has destroyed them, so it is said rather than guessed.
      throw new MalformedMessageException(
          "binary data in a text frame. Widgets that upload data do not work through this client;"
              + " connect without a Jupyter server in between");
    }
    MessageParts message = UnnegotiatedFrame.parse(frame);
    if (!text) {
      takesBinary = true;
    }
    return message;
  }

  @Override
  public OutFrame write(ByteBuffer v1Frame, MessageParts message) {
    boolean binary = takesBinary && !message.buffers().isEmpty();
    return binary
        ? new OutFrame(false, ByteBuffer.wrap(LegacyFrame.encodeBinary(message)))
        : new OutFrame(true, ByteBuffer.wrap(LegacyFrame.encodeText(message)));
  }

  @Override
  public boolean losesBuffers() {
    return !takesBinary;
  }

  @Override
  public long limit() {
    return limit;
  }
}
