package dev.hearth.protocol.link;

import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.Json;
import java.nio.ByteBuffer;
import java.util.UUID;

/** Bytes of {@link LinkFrame}s. */
final class LinkCodec {
  private static final byte GREETING = 1;
  private static final byte OUTPUT = 2;
  private static final byte STATE = 4;
  private static final byte CALL = 5;
  private static final byte TOKEN_KEPT = 6;
  private static final byte RECEPTION = 16;
  private static final byte REQUEST = 17;
  private static final byte ACK = 18;
  private static final byte OPEN = 19;
  private static final byte CLOSE = 20;
  private static final byte STOP = 21;
  private static final byte ANSWER = 22;
  private static final byte TOKEN = 23;

  private static final int ID = 2 * Long.BYTES;

  private LinkCodec() {}

  static LinkFrame parse(ByteBuffer bytes) {
    ByteBuffer in = bytes.slice();
    require(in, 1);
    byte kind = in.get();
    switch (kind) {
      case GREETING:
        return new LinkFrame.Greeting(Json.read(in, Hello.class, "hello"));
      case RECEPTION:
        return new LinkFrame.Reception(Json.read(in, Welcome.class, "welcome"));
      case STATE:
        return new LinkFrame.State(Json.read(in, DriverState.class, "state"));
      case CALL:
        return new LinkFrame.Call(Json.read(in, KernelCall.class, "call"));
      case ANSWER:
        return new LinkFrame.Answer(Json.read(in, CallAnswer.class, "answer"));
      case OPEN:
        return new LinkFrame.Open(Json.read(in, KernelOrder.class, "open"));
      case TOKEN:
        return new LinkFrame.Token(Json.read(in, String.class, "token"));
      case TOKEN_KEPT:
        return new LinkFrame.TokenKept(Json.read(in, String.class, "token_kept"));
      case STOP:
        return new LinkFrame.Stop(Json.read(in, String.class, "stop"));
      case OUTPUT:
        require(in, ID + Long.BYTES);
        return new LinkFrame.Output(id(in), number(in), in.slice());
      case REQUEST:
        require(in, ID + Long.BYTES);
        return new LinkFrame.Request(id(in), number(in), in.slice());
      case ACK:
        requireExactly(in, ID + Long.BYTES);
        return new LinkFrame.Ack(id(in), number(in));
      case CLOSE:
        requireExactly(in, ID);
        return new LinkFrame.Close(id(in));
      default:
        throw new MalformedMessageException("link frame of unknown kind " + kind);
    }
  }

  static byte[] encode(LinkFrame frame) {
    if (frame instanceof LinkFrame.Output output) {
      return numbered(OUTPUT, output.kernelId(), output.number(), output.frame());
    } else if (frame instanceof LinkFrame.Request request) {
      return numbered(REQUEST, request.kernelId(), request.number(), request.frame());
    } else if (frame instanceof LinkFrame.Ack ack) {
      return numbered(ACK, ack.kernelId(), ack.number(), ByteBuffer.allocate(0));
    } else if (frame instanceof LinkFrame.Greeting greeting) {
      return json(GREETING, greeting.hello());
    } else if (frame instanceof LinkFrame.Reception reception) {
      return json(RECEPTION, reception.welcome());
    } else if (frame instanceof LinkFrame.State state) {
      return json(STATE, state.state());
    } else if (frame instanceof LinkFrame.Call call) {
      return json(CALL, call.call());
    } else if (frame instanceof LinkFrame.Answer answer) {
      return json(ANSWER, answer.answer());
    } else if (frame instanceof LinkFrame.Open open) {
      return json(OPEN, open.kernel());
    } else if (frame instanceof LinkFrame.Token token) {
      return json(TOKEN, token.secret());
    } else if (frame instanceof LinkFrame.TokenKept kept) {
      return json(TOKEN_KEPT, kept.hash());
    } else if (frame instanceof LinkFrame.Stop stop) {
      return json(STOP, stop.reason());
    } else if (frame instanceof LinkFrame.Close close) {
      return putId(ByteBuffer.allocate(1 + ID).put(CLOSE), close.kernelId()).array();
    }
    throw new IllegalArgumentException("unknown link frame " + frame);
  }

  private static byte[] numbered(byte kind, UUID kernelId, long number, ByteBuffer frame) {
    ByteBuffer out = ByteBuffer.allocate(1 + ID + Long.BYTES + frame.remaining()).put(kind);
    return putId(out, kernelId).putLong(number).put(frame.duplicate()).array();
  }

  private static byte[] json(byte kind, Object value) {
    byte[] json = Json.write(value);
    return ByteBuffer.allocate(1 + json.length).put(kind).put(json).array();
  }

  private static ByteBuffer putId(ByteBuffer out, UUID id) {
    return out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }

  private static UUID id(ByteBuffer in) {
    return new UUID(in.getLong(), in.getLong());
  }

  private static long number(ByteBuffer in) {
    long number = in.getLong();
    if (number < 0) {
      throw new MalformedMessageException("link frame has a negative number");
    }
    return number;
  }

  private static void requireExactly(ByteBuffer in, int bytes) {
    require(in, bytes);
    if (in.remaining() > bytes) {
      throw new MalformedMessageException("link frame is too long for its kind");
    }
  }

  private static void require(ByteBuffer in, int bytes) {
    if (in.remaining() < bytes) {
      throw new MalformedMessageException("link frame is too short for its kind");
    }
  }
}
