package dev.hearth.protocol.frame;

import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.HeaderPeek;
import dev.hearth.protocol.message.Json;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The framing of sockets on which no sub-protocol was agreed: a JSON object in a text frame, or,
 * for messages with buffers, a binary frame of big-endian unsigned 32-bit numbers (how many parts,
 * and the offset of each), the JSON object and the buffers.
 *
 * <p>Some clients of this framing break on any binary frame, so whether one may be sent is for the
 * caller to know.
 */
public final class LegacyFrame {

  private LegacyFrame() {}

  /**
   * A text frame in UTF-8. The parts stand in it as they came; <b>buffers are left out</b>.
   *
   * @throws MalformedMessageException if the header cannot be read, whose {@code msg_id} and {@code
   *     msg_type} are repeated at the top level because several clients look for them there
   */
  public static byte[] encodeText(MessageParts message) {
    Splice json = new Splice();
    envelope(json, message);
    return json.text(",\"buffers\":[]}").toBytes();
  }

  /**
   * A binary frame, with the buffers.
   *
   * @throws MalformedMessageException as {@link #encodeText}
   */
  public static byte[] encodeBinary(MessageParts message) {
    Splice json = new Splice();
    envelope(json, message);
    json.text("}");
    int parts = 1 + message.buffers().size();
    int offset = Integer.BYTES * (parts + 1);
    Splice frame = new Splice().number(parts).number(offset);
    offset += json.length();
    for (ByteBuffer buffer : message.buffers()) {
      frame.number(offset);
      offset = Math.addExact(offset, buffer.remaining());
    }
    frame.append(json);
    message.buffers().forEach(frame::bytes);
    return frame.toBytes();
  }

  /** All of the JSON but its end. */
  private static void envelope(Splice json, MessageParts message) {
    HeaderPeek header = message.peekHeader();
    json.text("{\"channel\":\"" + message.channel().wireName() + "\",\"header\":");
    json.bytes(message.header());
    json.text(",\"parent_header\":").bytes(object(message.parentHeader()));
    json.text(",\"metadata\":").bytes(object(message.metadata()));
    json.text(",\"content\":").bytes(object(message.content()));
    json.text(",\"msg_id\":").bytes(ByteBuffer.wrap(Json.write(header.msgId())));
    json.text(",\"msg_type\":").bytes(ByteBuffer.wrap(Json.write(header.msgType())));
  }

  private static ByteBuffer object(ByteBuffer part) {
    return MessageParts.isNothing(part) ? MessageParts.emptyObject() : part;
  }

  /**
   * Views into the frame; nothing is copied, so the frame must not change while they are used.
   *
   * @param frame a text frame in UTF-8
   * @throws MalformedMessageException if it is not a message's JSON
   */
  public static MessageParts parseText(ByteBuffer frame) {
    return LegacyEnvelope.parse(frame, List.of());
  }

  /** As {@link #parseText(ByteBuffer)}. */
  public static MessageParts parseText(String frame) {
    return parseText(ByteBuffer.wrap(frame.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * As {@link #parseText(ByteBuffer)}, of a binary frame.
   *
   * @throws MalformedMessageException also if an offset is out of bounds or out of order
   */
  public static MessageParts parseBinary(ByteBuffer frame) {
    ByteBuffer bytes = frame.slice();
    int length = bytes.remaining();
    if (length < Integer.BYTES) {
      throw new MalformedMessageException("legacy frame is shorter than its first number");
    }
    long claimed = Integer.toUnsignedLong(bytes.getInt(0));
    // The offsets themselves must fit into the frame, which bounds the count by what is there.
    if (claimed < 1 || claimed > length / Integer.BYTES - 1L) {
      throw new MalformedMessageException("legacy frame claims an impossible number of parts");
    }
    int parts = (int) claimed;
    List<ByteBuffer> slices = new ArrayList<>(parts);
    int start = Integer.BYTES * (parts + 1);
    if (bytes.getInt(Integer.BYTES) != start) {
      throw new MalformedMessageException("legacy frame: offset 0 is out of order or bounds");
    }
    for (int i = 1; i <= parts; i++) {
      long end =
          i == parts ? length : Integer.toUnsignedLong(bytes.getInt(Integer.BYTES * (i + 1)));
      if (end < start || end > length) {
        throw new MalformedMessageException(
            "legacy frame: offset " + i + " is out of order or bounds");
      }
      slices.add(bytes.slice(start, (int) end - start));
      start = (int) end;
    }
    return LegacyEnvelope.parse(slices.get(0), slices.subList(1, parts));
  }
}
