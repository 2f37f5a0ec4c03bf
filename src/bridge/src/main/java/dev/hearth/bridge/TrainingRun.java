package dev.hearth.bridge;

import com.sun.net.httpserver.HttpServer;
import dev.hearth.protocol.frame.SignatureKey;
import dev.hearth.protocol.frame.ZmqMessage;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.KernelInfo;
import dev.hearth.protocol.message.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * Does once what a bridge does when it starts, with a client and a gateway of its own, so that the
 * JVM sees the classes that it takes and can archive them ({@code -XX:ArchiveClassesAtExit}). The
 * installation of a kernelspec runs it; a bridge with such an archive starts in about two thirds of
 * the time.
 */
final class TrainingRun {
  private static final int PATIENCE_MILLIS = 10_000;

  private TrainingRun() {}

  /** Returns when a client has got its first answer. */
  static void run() throws IOException {
    HttpServer server = gateway();
    server.start();
    try (ZContext context = new ZContext()) {
      ConnectionFile file = freePorts();
      Bridge bridge =
          new Bridge(
              file,
              Map.of(
                  "HEARTH_URL",
                  "http://127.0.0.1:" + server.getAddress().getPort(),
                  "HEARTH_KERNEL",
                  "scala"));
      bridge.start();
      ZMQ.Socket client = context.createSocket(SocketType.DEALER);
      client.setReceiveTimeOut(PATIENCE_MILLIS);
      client.connect(file.address(Channel.SHELL));
      Message question =
          Message.of(
              Channel.SHELL, UUID.randomUUID().toString(), "trainer", new KernelInfo.Request());
      List<ByteBuffer> frames =
          new ZmqMessage(List.of(), question.toParts()).frames(new SignatureKey(file.key()));
      for (int i = 0; i < frames.size(); i++) {
        byte[] bytes = new byte[frames.get(i).remaining()];
        frames.get(i).duplicate().get(bytes);
        client.send(bytes, i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
      }
      if (client.recv() == null) {
        throw new IOException("the bridge did not answer");
      }
    } finally {
      server.stop(0);
    }
  }

  /** Lets kernels be started, and no socket be opened. */
  private static HttpServer gateway() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean start = exchange.getRequestMethod().equals("POST");
          byte[] body = exchange.getRequestBody().readAllBytes();
          String id = new String(body, StandardCharsets.UTF_8);
          id = id.replaceFirst("(?s).*\"kernel_id\"\\s*:\\s*\"([^\"]*)\".*", "$1");
          byte[] answer =
              (start ? "{\"id\":\"" + id + "\"}" : "{}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(start ? 201 : 404, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    return server;
  }

  private static ConnectionFile freePorts() throws IOException {
    Map<Channel, Integer> ports = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      ports.put(channel, freePort());
    }
    return new ConnectionFile("training", "127.0.0.1", ports, freePort(), "training");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
