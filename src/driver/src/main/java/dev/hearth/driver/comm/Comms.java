package dev.hearth.driver.comm;

import dev.hearth.driver.display.RunningCell;
import dev.hearth.driver.kernel.CellContext;
import dev.hearth.protocol.message.Comm;
import dev.hearth.protocol.message.Content;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The comms of one kernel, as its cells see them: {@code comms.register("counter", (comm, message)
 * => ...)}. Thread-safe.
 */
public final class Comms {
  private final Map<String, CommTarget> targets = new ConcurrentHashMap<>();
  private final Map<String, OpenComm> open = new ConcurrentHashMap<>();
  private volatile Optional<CellContext> last = Optional.empty();

  /** Answers comms that clients open under this name; a later registration replaces it. */
  public void register(String target, CommTarget handler) {
    targets.put(target, handler);
  }

  /** Refuses further comms of this name; those that are open stay. */
  public void unregister(String target) {
    targets.remove(target);
  }

  /**
   * Opens a comm from the kernel's side.
   *
   * @param target what the client has registered
   * @param data a map of Scala or Java whose values JSON can express
   */
  public OpenComm open(String target, Object data) {
    OpenComm comm = new OpenComm(this, UUID.randomUUID().toString(), target);
    Map<String, Object> plain = PlainData.map(data);
    open.put(comm.id(), comm);
    publish(new Comm.Open(comm.id(), target, null, plain), List.of());
    return comm;
  }

  /** The open ones by their id, as {@code comm_info_reply} wants them. */
  public Map<String, Comm.Target> all() {
    return open.values().stream()
        .collect(Collectors.toMap(OpenComm::id, comm -> new Comm.Target(comm.target())));
  }

  /**
   * A client speaks. What a handler throws is thrown on, after the comm was closed if it was just
   * being opened. A message to a comm that is closed is dropped: it was on its way.
   *
   * @param context of the message
   */
  public void received(Comm message, List<ByteBuffer> buffers, CellContext context) {
    last = Optional.of(context);
    List<byte[]> parts = buffers.stream().map(Comms::bytes).toList();
    if (message instanceof Comm.Open opening) {
      opened(opening, parts);
    } else if (message instanceof Comm.Msg msg) {
      OpenComm comm = open.get(msg.commId());
      if (comm != null) {
        comm.received(new CommMessage(msg.data(), parts));
      }
    } else if (message instanceof Comm.Close close) {
      OpenComm comm = open.remove(close.commId());
      if (comm != null) {
        comm.closed(new CommMessage(close.data(), parts));
      }
    }
  }

  private void opened(Comm.Open opening, List<byte[]> buffers) {
    CommTarget target = targets.get(opening.targetName());
    if (target == null) {
      publish(new Comm.Close(opening.commId(), Map.of()), List.of());
      return;
    }
    OpenComm comm = new OpenComm(this, opening.commId(), opening.targetName());
    open.put(comm.id(), comm);
    try {
      target.opened(comm, new CommMessage(opening.data(), buffers));
    } catch (RuntimeException | Error e) {
      comm.close();
      throw e;
    }
  }

  boolean isOpen(String id) {
    return open.containsKey(id);
  }

  boolean forget(String id) {
    return open.remove(id) != null;
  }

  /** Below the cell or message that the thread belongs to; else below the newest message. */
  void publish(Content content, List<ByteBuffer> buffers) {
    RunningCell.ofThread()
        .or(() -> last)
        .orElseThrow(() -> new IllegalStateException("Comms are used from cells."))
        .publish(content, Map.of(), buffers);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
