package dev.hearth.driver.python;

import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.frame.SignatureKey;
import dev.hearth.protocol.frame.ZmqMessage;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZFrame;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/**
 * The sockets to a child kernel. One thread owns them all, since ZeroMQ's sockets are not
 * thread-safe; what other threads send reaches it over a socket within the process. Received
 * messages are handled on that thread.
 */
final class ChildSockets implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChildSockets.class);
  private static final String CLOSE = "close";

  private final ZContext context = new ZContext();
  private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
  private final SignatureKey key;
  private final Consumer<Message> received;
  private final ZMQ.Socket wishes;
  private final ZMQ.Socket wish;
  private boolean closed;

  /**
   * @param session the client's, by which the kernel knows whom to ask for input
   */
  ChildSockets(Connection connection, String session, Consumer<Message> received) {
    this.key = new SignatureKey(connection.key());
    this.received = received;
    context.setLinger(0);
    byte[] identity = session.getBytes(StandardCharsets.UTF_8);
    connect(Channel.SHELL, SocketType.DEALER, identity, connection.address(connection.shellPort()));
    connect(
        Channel.CONTROL, SocketType.DEALER, identity, connection.address(connection.controlPort()));
    connect(Channel.STDIN, SocketType.DEALER, identity, connection.address(connection.stdinPort()));
    connect(Channel.IOPUB, SocketType.SUB, identity, connection.address(connection.iopubPort()));
    String within = "inproc://" + session;
    wishes = context.createSocket(SocketType.PULL);
    wishes.setRcvHWM(0);
    wishes.bind(within);
    wish = context.createSocket(SocketType.PUSH);
    wish.setSndHWM(0);
    wish.connect(within);
    Thread thread = new Thread(this::work, "hearth-python-sockets");
    thread.setDaemon(true);
    thread.start();
  }

  private void connect(Channel channel, SocketType type, byte[] identity, String address) {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setRcvHWM(0); // a flood of output is taken at once and kept by the spool
    socket.setIdentity(identity);
    if (type == SocketType.SUB) {
      socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
    }
    socket.connect(address);
    sockets.put(channel, socket);
  }

  /** Sends a message; any thread. Nothing is sent once this is closed. */
  void send(Message message) {
    ZMsg frames = new ZMsg();
    frames.add(message.channel().wireName());
    for (ByteBuffer frame : new ZmqMessage(List.of(), message.toParts()).frames(key)) {
      byte[] bytes = new byte[frame.remaining()];
      frame.duplicate().get(bytes);
      frames.add(bytes);
    }
    tell(frames);
  }

  private synchronized void tell(ZMsg frames) {
    if (!closed) {
      frames.send(wish);
    }
  }

  private void work() {
    try (ZMQ.Poller poller = context.createPoller(sockets.size() + 1)) {
      int wished = poller.register(wishes, ZMQ.Poller.POLLIN);
      List<Channel> channels = List.copyOf(sockets.keySet());
      for (Channel channel : channels) {
        poller.register(sockets.get(channel), ZMQ.Poller.POLLIN);
      }
      boolean open = true;
      while (open && poller.poll(-1) >= 0) {
        if (poller.pollin(wished)) {
          open = forward(ZMsg.recvMsg(wishes));
        }
        for (int i = 0; i < channels.size() && open; i++) {
          if (poller.pollin(wished + 1 + i)) {
            receive(channels.get(i));
          }
        }
      }
    } catch (RuntimeException e) {
      LOG.error("The sockets to Python have failed", e);
    } finally {
      context.close();
    }
  }

  private boolean forward(ZMsg frames) {
    String to = frames.popString();
    if (to.equals(CLOSE)) {
      return false;
    }
    sockets.forEach(
        (channel, socket) -> {
          if (channel.wireName().equals(to)) {
            frames.send(socket);
          }
        });
    return true;
  }

  private void receive(Channel channel) {
    ZMsg frames = ZMsg.recvMsg(sockets.get(channel), ZMQ.DONTWAIT);
    if (frames == null) {
      return;
    }
    List<ByteBuffer> buffers = new ArrayList<>();
    for (ZFrame frame : frames) {
      buffers.add(ByteBuffer.wrap(frame.getData()));
    }
    try {
      received.accept(Message.parse(ZmqMessage.parse(channel, buffers, key).parts()));
    } catch (MalformedMessageException e) {
      LOG.warn("A message from Python is dropped: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("A message from Python could not be handled", e);
    }
  }

  @Override
  public void close() {
    ZMsg end = new ZMsg();
    end.add(CLOSE);
    tell(end);
    synchronized (this) {
      closed = true;
    }
  }
}
