package dev.hearth.e2e.jupyter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.e2e.Program;
import dev.hearth.e2e.Python;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** {@code jupyter_client}'s blocking client with one kernel, in a Python of this machine. */
final class BlockingClient implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 240_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter commands;

  /** Starts the client, and the kernel of that name; returns when it is ready. */
  BlockingClient(Kernelspecs specs, String kernel) {
    this(specs, kernel, Map.of());
  }

  /**
   * @param environment further variables of the client, which the kernel inherits
   */
  BlockingClient(Kernelspecs specs, String kernel, Map<String, String> environment) {
    String python = Python.having("python3-jupyter-client", "jupyter_client");
    ProcessBuilder builder =
        new ProcessBuilder(python, Program.resource("client.py").toString())
            .directory(specs.prefix().toFile())
            .redirectError(
                ProcessBuilder.Redirect.appendTo(
                    Path.of(specs.prefix().toString(), "client.log").toFile()));
    builder.environment().putAll(specs.environment());
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    answers = process.inputReader(StandardCharsets.UTF_8);
    commands = process.outputWriter(StandardCharsets.UTF_8);
    try {
      call("start", Map.of("kernel", kernel));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** One of the commands of {@code client.py}. */
  JsonNode call(String command, Map<String, ?> arguments) {
    ObjectNode line = JSON.valueToTree(arguments);
    line.put("do", command);
    try {
      commands.write(line.toString());
      commands.newLine();
      commands.flush();
      String answer = readLine();
      if (answer == null) {
        throw new IllegalStateException("the Python client has ended");
      }
      JsonNode parsed = JSON.readTree(answer);
      if (parsed.has("error")) {
        throw new IllegalStateException(command + ": " + parsed.path("error").asText());
      }
      return parsed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The client itself gives up after three minutes; if it hangs, so must not the build. */
  private String readLine() throws IOException {
    Timer late = new Timer(true);
    late.schedule(
        new TimerTask() {
          @Override
          public void run() {
            process.destroyForcibly();
          }
        },
        PATIENCE_MILLIS);
    try {
      return answers.readLine();
    } finally {
      late.cancel();
    }
  }

  JsonNode call(String command) {
    return call(command, Map.of());
  }

  /** Sends a cell and returns its message id. */
  String execute(String code) {
    return call("execute", Map.of("code", code)).path("id").asText();
  }

  /** Waits for the end of a request. */
  JsonNode done(String id) {
    return call("done", Map.of("id", id));
  }

  /** Runs a cell. */
  JsonNode run(String code) {
    return done(execute(code));
  }

  /** Sends a request and returns the content of its reply. */
  JsonNode ask(String channel, String type, Map<String, ?> content) {
    Map<String, Object> request = Map.of("channel", channel, "type", type, "content", content);
    return done(call("send", request).path("id").asText()).path("reply");
  }

  /** What a cell printed on a stream. */
  static String printed(JsonNode done, String stream) {
    return StreamSupport.stream(done.path("iopub").spliterator(), false)
        .filter(message -> message.path("type").asText().equals("stream"))
        .map(message -> message.path("content"))
        .filter(content -> content.path("name").asText().equals(stream))
        .map(content -> content.path("text").asText())
        .collect(Collectors.joining());
  }

  static String printed(JsonNode done) {
    return printed(done, "stdout");
  }

  /** The types of what a request caused on iopub, in order. */
  static String types(JsonNode done) {
    return StreamSupport.stream(done.path("iopub").spliterator(), false)
        .map(message -> message.path("type").asText())
        .collect(Collectors.joining(" "));
  }

  /** Of the bridge. */
  long pid() {
    return call("pid").path("pid").asLong();
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  /** As a crash does. */
  void kill() {
    process.destroyForcibly();
  }

  /** Shuts the kernel down, if it runs, and ends the client. */
  @Override
  public void close() {
    try {
      if (process.isAlive()) {
        call("shutdown");
      }
    } catch (RuntimeException e) {
      // The client is ended below in any case, and its kernel with it.
    } finally {
      process.destroy();
    }
  }
}
