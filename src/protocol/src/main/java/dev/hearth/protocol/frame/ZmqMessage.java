package dev.hearth.protocol.frame;

import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A message as ZeroMQ sockets carry it: identities, a delimiter, a signature, the four JSON parts,
 * the buffers, each a frame of its own. Which channel it is on, its socket says.
 *
 * @param identities of the peers that it passed or shall pass; on iopub the topic
 */
public record ZmqMessage(List<ByteBuffer> identities, MessageParts parts) {
  private static final ByteBuffer DELIMITER =
      ByteBuffer.wrap("<IDS|MSG>".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
  private static final int JSON_PARTS = 4;

  public ZmqMessage {
    identities = List.copyOf(identities);
    Objects.requireNonNull(parts, "parts");
  }

  /**
   * Checks the signature and takes the frames apart without copying them.
   *
   * @throws MalformedMessageException if a frame is missing or the signature is wrong
   */
  public static ZmqMessage parse(Channel channel, List<ByteBuffer> frames, SignatureKey key) {
    int delimiter = delimiter(frames);
    int json = delimiter + 2;
    int buffers = json + JSON_PARTS;
    if (frames.size() < buffers) {
      throw new MalformedMessageException("ZeroMQ message has fewer than four JSON parts");
    }
    MessageParts parts =
        new MessageParts(
            channel,
            frames.get(json),
            frames.get(json + 1),
            frames.get(json + 2),
            frames.get(json + 3),
            frames.subList(buffers, frames.size()));
    if (!key.signed(frames.get(delimiter + 1), parts)) {
      throw new MalformedMessageException(
          "ZeroMQ message has a wrong signature; both sides need the key of one connection file");
    }
    return new ZmqMessage(frames.subList(0, delimiter), parts);
  }

  /**
   * As {@link #parse(Channel, List, SignatureKey)}, for sockets on which nothing arrives twice.
   *
   * @throws MalformedMessageException also if the signature was seen before
   */
  public static ZmqMessage parse(
      Channel channel, List<ByteBuffer> frames, SignatureKey key, SeenSignatures seen) {
    ZmqMessage message = parse(channel, frames, key);
    // Only after the check, so that nobody without the key can fill the memory.
    if (key.signs() && !seen.add(frames.get(message.identities.size() + 1))) {
      throw new MalformedMessageException("ZeroMQ message arrived before: duplicate signature");
    }
    return message;
  }

  private static int delimiter(List<ByteBuffer> frames) {
    int delimiter = -1;
    for (int i = 0; i < frames.size(); i++) {
      if (frames.get(i) == null) {
        throw new MalformedMessageException("ZeroMQ message lacks frame " + i);
      }
      if (delimiter < 0 && frames.get(i).equals(DELIMITER)) {
        delimiter = i;
      }
    }
    if (delimiter < 0) {
      throw new MalformedMessageException("ZeroMQ message has no delimiter");
    }
    return delimiter;
  }

  /** The frames to send, signed. */
  public List<ByteBuffer> frames(SignatureKey key) {
    List<ByteBuffer> frames = new ArrayList<>(identities);
    frames.add(DELIMITER.duplicate());
    frames.add(ByteBuffer.wrap(key.sign(parts)));
    frames.add(parts.header());
    frames.add(parts.parentHeader());
    frames.add(parts.metadata());
    frames.add(parts.content());
    frames.addAll(parts.buffers());
    return List.copyOf(frames);
  }
}
