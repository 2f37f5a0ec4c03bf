package dev.hearth.gateway.jupyter.channels;

import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;

/** How messages stand on one client's socket. */
interface Framing {

  /**
   * Any thread.
   *
   * @throws dev.hearth.protocol.MalformedMessageException if it is no message
   */
  MessageParts read(ByteBuffer frame, boolean text);

  /** The frame of a message; called by one thread at a time. */
  OutFrame write(ByteBuffer v1Frame, MessageParts message);

  /** Whether {@link #write} would lose the binary attachments of messages. */
  boolean losesBuffers();

  /** Largest frame that the client takes, in bytes. */
  long limit();
}
