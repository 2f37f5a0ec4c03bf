package dev.hearth.protocol.link;

import dev.hearth.protocol.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * One binary WebSocket message on the link: a kind byte, then per kind JSON, or a kernel id (16
 * bytes), a number (8 bytes, big-endian) and a v1 frame.
 */
public sealed interface LinkFrame {

  /** Driver's greeting. */
  record Greeting(Hello hello) implements LinkFrame {}

  /** Gateway's answer to it. */
  record Reception(Welcome welcome) implements LinkFrame {}

  /** A message of a kernel; {@code frame} is a v1 frame, a view into the link frame when parsed. */
  record Output(UUID kernelId, long number, ByteBuffer frame) implements LinkFrame {}

  /** A client's message to a kernel; {@code frame} as in {@link Output}. */
  record Request(UUID kernelId, long number, ByteBuffer frame) implements LinkFrame {}

  /** Outputs up to the number are in the journal. */
  record Ack(UUID kernelId, long number) implements LinkFrame {}

  /** The driver's state has changed. */
  record State(DriverState state) implements LinkFrame {}

  /** A kernel asks the gateway something. */
  record Call(KernelCall call) implements LinkFrame {}

  /** The gateway's answer to a call. */
  record Answer(CallAnswer answer) implements LinkFrame {}

  /**
   * The token with which the driver shall dial from now on; a secret. It takes the place of the one
   * with which this connection was dialled as soon as the driver has confirmed it.
   */
  record Token(String secret) implements LinkFrame {
    /** Without the token. */
    @Override
    public String toString() {
      return "Token[****]";
    }
  }

  /**
   * The driver has kept a {@link Token} for its next dial: the earlier one is of no more use.
   *
   * @param hash which one, as {@link TokenHash} names it
   */
  record TokenKept(String hash) implements LinkFrame {}

  /** A further kernel shall exist. */
  record Open(KernelOrder kernel) implements LinkFrame {}

  /** A kernel shall exist no more; what it printed last may be dropped. */
  record Close(UUID kernelId) implements LinkFrame {}

  /** The session is over; the driver stops Spark and exits. {@code reason} is for its log. */
  record Stop(String reason) implements LinkFrame {}

  /**
   * @throws MalformedMessageException if the kind is unknown, or the frame is too short or too long
   *     for it, or lacks something in its JSON
   */
  static LinkFrame parse(ByteBuffer bytes) {
    return LinkCodec.parse(bytes);
  }

  /** The frame's bytes; JSON in it is UTF-8. */
  default byte[] encode() {
    return LinkCodec.encode(this);
  }
}
