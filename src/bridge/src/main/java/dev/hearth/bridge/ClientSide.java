package dev.hearth.bridge;

import dev.hearth.client.Failure;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.frame.SeenSignatures;
import dev.hearth.protocol.frame.SignatureKey;
import dev.hearth.protocol.frame.ZmqMessage;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.HeaderPeek;
import dev.hearth.protocol.message.IopubWelcome;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZFrame;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import org.zeromq.ZMsg;

/**
 * The sockets that Jupyter clients connect to. One thread owns those of the channels, since
 * ZeroMQ's sockets are not thread-safe; what other threads want sent waits in a queue, and a socket
 * within the process wakes that thread. Heartbeats have a thread of their own, so that no flood of
 * output makes the kernel look dead.
 *
 * <p>A reply goes to the peer that sent the request, and so does a question that a cell asks; what
 * is on iopub goes to all.
 */
final class ClientSide implements AutoCloseable {
  /** Requests whose sender is remembered: far more than wait at a time. */
  private static final int REMEMBERED = 20_000;

  /** Messages of iopub that one client may leave unread before the kernel's output waits. */
  private static final int MOST_UNREAD = 10_000;

  /** How long the output waits for a client that reads nothing at all; then it misses some. */
  private static final int PATIENCE_MILLIS = 10_000;

  /** Bytes that may wait for the clients altogether before the gateway's side waits. */
  private static final int MOST_WAITING = 32 << 20;

  private static final String WAKE = "inproc://wake";
  private static final int PIECE = 64;
  private static final String TOPIC = "kernel.hearth.";

  private final ZContext context = new ZContext();
  private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
  private final SignatureKey key;
  private final SeenSignatures signatures = new SeenSignatures();
  private final Consumer<MessageParts> received;
  private final Runnable failed;
  private final Queue<Waiting> outgoing = new ConcurrentLinkedQueue<>();
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private final Thread thread;
  private final Map<String, List<ByteBuffer>> senders = new Senders();

  /** Apart from the others: a cell that runs for hours outlives thousands of widgets' messages. */
  private final Map<String, List<ByteBuffer>> cells = new Senders();

  private final Object waking = new Object();
  private final ZMQ.Socket wake;
  private final ZMQ.Socket woken;
  private final String session = UUID.randomUUID().toString();
  private volatile boolean closing;
  private volatile boolean closed;

  /**
   * Binds all sockets.
   *
   * @param received gets each message with a right signature, on this class's thread
   * @param failed called if the sockets cannot be used any more
   * @throws Failure if a port is taken, or the address is not one of this machine
   */
  ClientSide(ConnectionFile file, Consumer<MessageParts> received, Runnable failed) {
    this.key = new SignatureKey(file.key());
    this.received = received;
    this.failed = failed;
    context.setLinger(2_000); // the last replies may still be on their way when the process ends
    for (Channel channel : Channel.values()) {
      boolean broadcast = channel == Channel.IOPUB;
      ZMQ.Socket socket = context.createSocket(broadcast ? SocketType.XPUB : SocketType.ROUTER);
      socket.setRcvHWM(0);
      if (broadcast) {
        socket.setXpubVerbose(true); // each subscriber is told that it will miss nothing
        socket.setXpubNoDrop(true); // one that reads slowly is waited for
        socket.setSndHWM(MOST_UNREAD);
        socket.setSendTimeOut(PATIENCE_MILLIS);
      } else {
        socket.setSndHWM(0);
        socket.setRouterHandover(true); // a client that reconnects keeps its identity
      }
      bind(socket, file.address(channel));
      sockets.put(channel, socket);
    }
    woken = context.createSocket(SocketType.PAIR);
    woken.bind(WAKE);
    wake = context.createSocket(SocketType.PAIR);
    wake.connect(WAKE);
    startHeartbeat(file.heartbeatAddress());
    thread = new Thread(this::work, "hearth-bridge-client");
    thread.setDaemon(true);
  }

  private static void bind(ZMQ.Socket socket, String address) {
    try {
      socket.bind(address);
    } catch (ZMQException | IllegalArgumentException e) {
      throw Failure.environment(
          "cannot listen on " + address + ": " + e.getMessage(),
          "The connection file names a port that is taken, or an address of another machine. Start"
              + " the kernel again.",
          e);
    }
  }

  /** From now on messages are received. */
  void start() {
    thread.start();
  }

  private void startHeartbeat(String address) {
    // With a context of its own, which no thread but this one touches, up to the process's end.
    ZMQ.Socket heartbeat = new ZContext().createSocket(SocketType.REP);
    bind(heartbeat, address);
    Thread beats =
        new Thread(
            () -> {
              try {
                while (!closing) {
                  heartbeat.send(heartbeat.recv(0), 0);
                }
              } catch (ZMQException e) {
                if (!closing) {
                  Log.line("heartbeats are not answered any more: " + e.getMessage());
                }
              }
            },
            "hearth-bridge-heartbeat");
    beats.setDaemon(true);
    beats.start();
  }

  /** Sends to the client or clients that it is for. Any thread; never waits. */
  void send(MessageParts message) {
    add(new Waiting(message, 0));
  }

  /**
   * As {@link #send}, but waits while clients have much to read, so that the gateway keeps what
   * they cannot take yet. Not on this class's thread.
   *
   * @throws InterruptedException if the bridge ends
   */
  void sendWhenRead(MessageParts message) throws InterruptedException {
    long bytes = message.content().remaining();
    for (ByteBuffer buffer : message.buffers()) {
      bytes += buffer.remaining();
    }
    int weight = (int) Math.min(bytes, MOST_WAITING);
    room.acquire(weight);
    add(new Waiting(message, weight));
  }

  /** A message, and how much room it takes. */
  private record Waiting(MessageParts message, int weight) {}

  private void add(Waiting waiting) {
    outgoing.add(waiting);
    wakeUp();
  }

  private void wakeUp() {
    synchronized (waking) {
      if (!closed) {
        wake.send(new byte[0], ZMQ.DONTWAIT);
      }
    }
  }

  private void work() {
    List<Channel> asked = List.of(Channel.CONTROL, Channel.SHELL, Channel.STDIN, Channel.IOPUB);
    try (ZMQ.Poller poller = context.createPoller(asked.size() + 1)) {
      int waker = poller.register(woken, ZMQ.Poller.POLLIN);
      asked.forEach(channel -> poller.register(sockets.get(channel), ZMQ.Poller.POLLIN));
      while (!closing && poller.poll(-1) >= 0) {
        if (poller.pollin(waker)) {
          while (woken.recv(ZMQ.DONTWAIT) != null) {
            // One look into the queue serves them all.
          }
        }
        sendSome();
        for (int i = 0; i < asked.size(); i++) {
          if (poller.pollin(waker + 1 + i)) {
            if (asked.get(i) == Channel.IOPUB) {
              welcome();
            } else {
              receive(asked.get(i));
            }
          }
        }
      }
      sendAll();
    } catch (RuntimeException e) {
      if (!closing) {
        Log.line("the sockets to the client failed: " + e);
        new Thread(failed, "hearth-bridge-failed").start();
      }
    } finally {
      synchronized (waking) {
        closed = true;
        context.close();
      }
    }
  }

  /** A flood of output must not keep an interrupt waiting. */
  private void sendSome() {
    for (int i = 0; i < PIECE && !outgoing.isEmpty(); i++) {
      deliver(outgoing.poll());
    }
    if (!outgoing.isEmpty()) {
      wakeUp();
    }
  }

  private void sendAll() {
    while (!outgoing.isEmpty()) {
      deliver(outgoing.poll());
    }
  }

  private void deliver(Waiting waiting) {
    room.release(waiting.weight);
    MessageParts message = waiting.message;
    deliver(message, TOPIC + message.peekHeader().msgType());
  }

  /**
   * @param topic what subscribers could choose by, if it is for all
   */
  private void deliver(MessageParts message, String topic) {
    List<ByteBuffer> route =
        message.channel() == Channel.IOPUB
            ? List.of(ByteBuffer.wrap(topic.getBytes(StandardCharsets.UTF_8)))
            : sender(message.peekParentHeader().msgId());
    if (route.isEmpty()) {
      return; // whoever asked is gone, or it was another client of the same kernel
    }
    List<byte[]> frames = new ArrayList<>();
    for (ByteBuffer frame : new ZmqMessage(route, message).frames(key)) {
      byte[] bytes = new byte[frame.remaining()];
      frame.duplicate().get(bytes);
      frames.add(bytes);
    }
    ZMQ.Socket socket = sockets.get(message.channel());
    if (!send(frames, socket)) {
      Log.line("a client reads nothing; it misses output, which the gateway keeps");
      socket.setXpubNoDrop(false);
      send(frames, socket);
    }
  }

  /** False if there is no room for the first frame; then none is sent. */
  private static boolean send(List<byte[]> frames, ZMQ.Socket socket) {
    int last = frames.size() - 1;
    for (int i = 0; i <= last; i++) {
      if (!socket.send(frames.get(i), i < last ? ZMQ.SNDMORE : 0) && i == 0) {
        return false;
      }
    }
    return true;
  }

  private List<ByteBuffer> sender(String request) {
    return cells.getOrDefault(request, senders.getOrDefault(request, List.of()));
  }

  /** To each new subscriber, by JEP 65; others get it as well, and ignore it. */
  private void welcome() {
    ZMQ.Socket iopub = sockets.get(Channel.IOPUB);
    byte[] frame;
    while ((frame = iopub.recv(ZMQ.DONTWAIT)) != null) {
      if (frame.length > 0 && frame[0] == 1) {
        String topic = new String(frame, 1, frame.length - 1, StandardCharsets.UTF_8);
        deliver(
            Message.of(Channel.IOPUB, session, "hearth", new IopubWelcome(topic)).toParts(), topic);
      }
    }
  }

  private void receive(Channel channel) {
    ZMsg frames;
    while ((frames = ZMsg.recvMsg(sockets.get(channel), ZMQ.DONTWAIT)) != null) {
      List<ByteBuffer> parts = new ArrayList<>();
      for (ZFrame frame : frames) {
        parts.add(ByteBuffer.wrap(frame.getData()));
      }
      try {
        ZmqMessage message = ZmqMessage.parse(channel, parts, key, signatures);
        HeaderPeek header = message.parts().peekHeader();
        boolean cell = header.msgType().equals(Execute.Request.TYPE);
        (cell ? cells : senders).put(header.msgId(), message.identities());
        received.accept(message.parts());
      } catch (MalformedMessageException e) {
        Log.line("a message on " + channel.wireName() + " is dropped: " + e.getMessage());
      }
    }
  }

  /** What waits to be sent is still sent. */
  @Override
  public void close() {
    synchronized (waking) {
      if (closing || closed) {
        return;
      }
      closing = true;
      wake.send(new byte[0], ZMQ.DONTWAIT);
    }
    try {
      thread.join(3_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The newest requests. */
  private static final class Senders extends LinkedHashMap<String, List<ByteBuffer>> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, List<ByteBuffer>> eldest) {
      return size() > REMEMBERED;
    }
  }
}
