package dev.hearth.protocol.frame;

import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The layout of sub-protocol {@code v1.kernel.websocket.jupyter.org}, in which Hearth also stores
 * and forwards messages: a count of offsets, the offsets, then channel, header, parent header,
 * metadata, content and buffers one after another. Integers are unsigned 64-bit little-endian.
 */
public final class V1Frame {
  /** As it is named in {@code Sec-WebSocket-Protocol}. */
  public static final String SUBPROTOCOL = "v1.kernel.websocket.jupyter.org";

  private static final int FIXED_PARTS = 5; // channel, header, parent header, metadata, content

  private V1Frame() {}

  /**
   * Views into the frame; nothing is copied, so the frame must not change while they are used.
   *
   * @throws MalformedMessageException if an offset is out of bounds or out of order, or the channel
   *     is unknown
   */
  public static MessageParts parse(ByteBuffer frame) {
    ByteBuffer bytes = frame.slice().order(ByteOrder.LITTLE_ENDIAN);
    int length = bytes.remaining();
    if (length < Long.BYTES) {
      throw new MalformedMessageException("v1 frame is shorter than its first number");
    }
    long claimed = bytes.getLong(0);
    // The offsets themselves must fit into the frame, which bounds the count by what is there.
    long most = length / Long.BYTES - 1L;
    if (claimed < FIXED_PARTS + 1 || claimed > most) {
      throw new MalformedMessageException("v1 frame claims an impossible number of offsets");
    }
    int count = (int) claimed;
    int previous = Long.BYTES * (count + 1);
    int[] offsets = new int[count];
    for (int i = 0; i < count; i++) {
      long offset = bytes.getLong(Long.BYTES * (i + 1));
      if (offset < previous || offset > length || i == 0 && offset != previous) {
        throw new MalformedMessageException("v1 frame: offset " + i + " is out of order or bounds");
      }
      previous = (int) offset;
      offsets[i] = previous;
    }
    if (previous != length) {
      throw new MalformedMessageException("v1 frame is longer than its last offset");
    }
    ByteBuffer channel = part(bytes, offsets, 0);
    List<ByteBuffer> buffers = new ArrayList<>(count - 1 - FIXED_PARTS);
    for (int i = FIXED_PARTS; i < count - 1; i++) {
      buffers.add(part(bytes, offsets, i));
    }
    return new MessageParts(
        Channel.ofWireName(StandardCharsets.UTF_8.decode(channel).toString()),
        part(bytes, offsets, 1),
        part(bytes, offsets, 2),
        part(bytes, offsets, 3),
        part(bytes, offsets, 4),
        buffers);
  }

  /**
   * Whether the first two numbers can only be this layout's: a count whose offsets fit into the
   * frame, and the first offset that follows from it.
   */
  static boolean startsLikeOne(ByteBuffer frame) {
    ByteBuffer bytes = frame.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < 2 * Long.BYTES) {
      return false;
    }
    long count = bytes.getLong(0);
    return count > FIXED_PARTS
        && count < bytes.remaining() / Long.BYTES
        && bytes.getLong(Long.BYTES) == Long.BYTES * (count + 1);
  }

  private static ByteBuffer part(ByteBuffer bytes, int[] offsets, int index) {
    return bytes.slice(offsets[index], offsets[index + 1] - offsets[index]);
  }

  /** The frame of a message, as one array. */
  public static byte[] encode(MessageParts message) {
    byte[] channel = message.channel().wireName().getBytes(StandardCharsets.UTF_8);
    int count = FIXED_PARTS + message.buffers().size() + 1;
    long length = (long) Long.BYTES * (count + 1) + channel.length;
    length += message.header().remaining();
    length += message.parentHeader().remaining();
    length += message.metadata().remaining();
    length += message.content().remaining();
    for (ByteBuffer buffer : message.buffers()) {
      length += buffer.remaining();
    }
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(count);
    out.position(Long.BYTES * (count + 1));
    Writer writer = new Writer(out);
    writer.write(ByteBuffer.wrap(channel));
    writer.write(message.header());
    writer.write(message.parentHeader());
    writer.write(message.metadata());
    writer.write(message.content());
    message.buffers().forEach(writer::write);
    writer.finish();
    return out.array();
  }

  /** Appends parts and notes where each began. */
  private static final class Writer {
    private final ByteBuffer out;
    private int next;

    Writer(ByteBuffer out) {
      this.out = out;
    }

    void write(ByteBuffer part) {
      finish();
      out.put(part.duplicate());
    }

    void finish() {
      next++;
      out.putLong(Long.BYTES * next, out.position());
    }
  }
}
