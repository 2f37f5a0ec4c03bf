package dev.hearth.driver.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.protocol.link.Hello;
import dev.hearth.protocol.link.KernelOrder;
import dev.hearth.protocol.link.LinkFrame;
import dev.hearth.protocol.link.Welcome;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** One connection of a driver to a {@link TestGateway}. Used by the test's thread alone. */
public final class TestLink {
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int FINAL = 0x80;

  private final Socket socket;
  private final String request;
  private final String authorization;
  private final DataInputStream in;
  private final OutputStream out;

  TestLink(Socket socket, String request, String authorization) throws IOException {
    this.socket = socket;
    this.request = request;
    this.authorization = authorization;
    socket.setSoTimeout(60_000);
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    this.out = socket.getOutputStream();
  }

  /** The first line of the handshake. */
  String request() {
    return request;
  }

  String authorization() {
    return authorization;
  }

  public Hello awaitHello() {
    LinkFrame frame = next();
    assertThat(frame).isInstanceOf(LinkFrame.Greeting.class);
    return ((LinkFrame.Greeting) frame).hello();
  }

  public void welcome(long window, KernelOrder... kernels) {
    send(new LinkFrame.Reception(new Welcome(List.of(kernels), window)));
  }

  public void send(LinkFrame frame) {
    write(FINAL | BINARY, frame.encode());
  }

  /** As several WebSocket frames of so many bytes. */
  void sendInPieces(LinkFrame frame, int pieceSize) {
    byte[] bytes = frame.encode();
    for (int from = 0; from < bytes.length; from += pieceSize) {
      int to = Math.min(bytes.length, from + pieceSize);
      int opcode = from == 0 ? BINARY : 0;
      write((to == bytes.length ? FINAL : 0) | opcode, Arrays.copyOfRange(bytes, from, to));
    }
  }

  void close(int code) {
    write(FINAL | CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
  }

  /** Breaks the connection without a word. */
  public void drop() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next link frame; answers pings on the way. */
  public LinkFrame next() {
    try {
      while (true) {
        int opcode = in.readUnsignedByte() & 0x0F;
        byte[] payload = payload();
        if (opcode == BINARY) {
          return LinkFrame.parse(ByteBuffer.wrap(payload));
        } else if (opcode == PING) {
          write(FINAL | PONG, payload);
        } else {
          throw new IllegalStateException("opcode " + opcode);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public <T extends LinkFrame> T next(Class<T> type) {
    return next(type, frame -> true);
  }

  public <T extends LinkFrame> T next(Class<T> type, Predicate<T> which) {
    LinkFrame frame = next();
    while (!(type.isInstance(frame) && which.test(type.cast(frame)))) {
      frame = next();
    }
    return type.cast(frame);
  }

  /** Waits for a ping without answering it. */
  void awaitPing() {
    try {
      while ((in.readUnsignedByte() & 0x0F) != PING) {
        payload();
      }
      payload();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Drivers, being clients, mask what they send. */
  private byte[] payload() throws IOException {
    int length = in.readUnsignedByte() & 0x7F;
    long size = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
    byte[] mask = in.readNBytes(4);
    byte[] payload = in.readNBytes(Math.toIntExact(size));
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i % 4];
    }
    return payload;
  }

  private void write(int first, byte[] payload) {
    ByteBuffer head = ByteBuffer.allocate(10).put((byte) first);
    if (payload.length < 126) {
      head.put((byte) payload.length);
    } else if (payload.length < 65_536) {
      head.put((byte) 126).putShort((short) payload.length);
    } else {
      head.put((byte) 127).putLong(payload.length);
    }
    try {
      out.write(head.array(), 0, head.position());
      out.write(payload);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
