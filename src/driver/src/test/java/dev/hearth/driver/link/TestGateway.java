package dev.hearth.driver.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The gateway's end of the link, on plain sockets (RFC 6455): it reads nothing unless told to, and
 * breaks whenever a test likes.
 */
public final class TestGateway implements AutoCloseable {
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final ServerSocket server;
  private final BlockingQueue<TestLink> links = new LinkedBlockingQueue<>();
  private final AtomicInteger dials = new AtomicInteger();
  private volatile int answer = 101;
  private volatile Predicate<String> accepted = authorization -> true;

  public TestGateway() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread acceptor = new Thread(this::accept, "test-gateway");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** Answers handshakes with that status from now on; 101 welcomes. */
  public void answerHandshakesWith(int status) {
    answer = status;
  }

  /** Answers 404 to all who show something else from now on. */
  void accept(Predicate<String> authorization) {
    accepted = authorization;
  }

  int dials() {
    return dials.get();
  }

  /** The next connection of a driver. */
  public TestLink awaitLink() throws InterruptedException {
    TestLink link = links.poll(60, TimeUnit.SECONDS);
    assertThat(link).as("a connection of the driver").isNotNull();
    return link;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        handshake(server.accept());
      } catch (SocketException e) {
        continue; // closed by the test, or by a driver that went away
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void handshake(Socket socket) throws IOException {
    dials.incrementAndGet();
    DataInputStream in = new DataInputStream(socket.getInputStream());
    String request = line(in);
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String[] parts = line.split(": ", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
    }
    OutputStream out = socket.getOutputStream();
    int status = accepted.test(headers.get("authorization")) ? answer : 404;
    if (status != 101) {
      out.write(ascii("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n"));
      socket.close();
      return;
    }
    String accept = acceptKey(headers.get("sec-websocket-key"));
    out.write(
        ascii(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: "
                + accept
                + "\r\n\r\n"));
    links.add(new TestLink(socket, request, headers.get("authorization")));
  }

  private static String line(DataInputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n' && b >= 0; b = in.read()) {
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  private static String acceptKey(String key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(ascii(key + MAGIC));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    links.forEach(TestLink::drop);
  }
}
