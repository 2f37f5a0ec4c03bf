package dev.hearth.demo.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

/** An HTTP server on the loopback of this machine; every request has a thread. */
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(WebServer.class.getName());

  /** Answers requests, on many threads at a time. */
  @FunctionalInterface
  public interface Handler {
    /** Empty: the connection is closed without an answer. */
    Optional<Response> handle(Request request);
  }

  private final HttpServer server;
  private final ExecutorService threads;

  private WebServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * @param port 0 for any that is free
   * @throws UncheckedIOException if it cannot listen there
   */
  public static WebServer start(int port, Handler handler) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      ExecutorService threads =
          Executors.newCachedThreadPool(
              work -> {
                Thread thread = new Thread(work, "demo-http");
                thread.setDaemon(true);
                return thread;
              });
      server.setExecutor(threads);
      server.createContext("/", exchange -> serve(exchange, handler));
      server.start();
      return new WebServer(server, threads);
    } catch (BindException e) {
      throw new UncheckedIOException("Port " + port + " is in use; take another, or 0.", e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot listen on port " + port, e);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  private static void serve(HttpExchange exchange, Handler handler) throws IOException {
    try (exchange) {
      Optional<Response> answer;
      try {
        answer = handler.handle(read(exchange));
      } catch (RuntimeException e) {
        LOG.log(Level.SEVERE, "A request failed: " + exchange.getRequestURI(), e);
        answer = Optional.of(Response.text(500, "text/plain", "The stand-in failed: " + e));
      }
      if (answer.isPresent()) {
        write(exchange, answer.get());
      }
    }
  }

  private static Request read(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    String query = exchange.getRequestURI().getRawQuery();
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        query == null ? "" : query,
        headers,
        exchange.getRequestBody().readAllBytes());
  }

  private static void write(HttpExchange exchange, Response response) throws IOException {
    response.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    byte[] body = response.body();
    if (exchange.getRequestMethod().equals("HEAD")) {
      if (!response.headers().containsKey("Content-Length")) {
        exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
      }
      exchange.sendResponseHeaders(response.status(), -1);
    } else if (body.length == 0) {
      exchange.sendResponseHeaders(response.status(), -1);
    } else {
      exchange.sendResponseHeaders(response.status(), body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
