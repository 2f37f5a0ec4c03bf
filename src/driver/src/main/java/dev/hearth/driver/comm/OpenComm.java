package dev.hearth.driver.comm;

import dev.hearth.protocol.message.Comm;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The kernel's end of a comm. Any thread may send; the handlers are called between cells. */
public final class OpenComm {
  private static final Consumer<CommMessage> NOTHING = message -> {};

  private final Comms comms;
  private final String id;
  private final String target;
  private volatile Consumer<CommMessage> onMessage = NOTHING;
  private volatile Consumer<CommMessage> onClose = NOTHING;

  OpenComm(Comms comms, String id, String target) {
    this.comms = comms;
    this.id = id;
    this.target = target;
  }

  public String id() {
    return id;
  }

  public String target() {
    return target;
  }

  /** Takes what the client says, from now on. */
  public void onMessage(Consumer<CommMessage> handler) {
    onMessage = handler;
  }

  /** Called when the client has closed the comm. */
  public void onClose(Consumer<CommMessage> handler) {
    onClose = handler;
  }

  /**
   * Tells the clients something.
   *
   * @param data a map of Scala or Java whose values JSON can express
   * @param buffers binary parts
   * @throws IllegalStateException if the comm is closed, or no cell of this kernel has run yet
   */
  public void send(Object data, byte[]... buffers) {
    if (!comms.isOpen(id)) {
      throw new IllegalStateException("The comm " + id + " is closed: nobody listens to it.");
    }
    List<ByteBuffer> parts = Arrays.stream(buffers).map(ByteBuffer::wrap).toList();
    comms.publish(new Comm.Msg(id, PlainData.map(data)), parts);
  }

  /** Closes it on both sides; once closed, it stays so. */
  public void close() {
    if (comms.forget(id)) {
      comms.publish(new Comm.Close(id, Map.of()), List.of());
    }
  }

  void received(CommMessage message) {
    onMessage.accept(message);
  }

  void closed(CommMessage message) {
    onClose.accept(message);
  }
}
