package dev.hearth.cli.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Ends a process when this one is gone, however it went: a small shell waits for a word on a pipe
 * from here, and takes the pipe's end without a word as our death.
 */
final class Lifeline {
  private static final String WATCH =
      "trap '' INT HUP TERM; read -r word || { kill -TERM \"$1\"; sleep 20; kill -KILL \"$1\"; }";

  private final Process watch;

  private Lifeline(Process watch) {
    this.watch = watch;
  }

  static Lifeline of(Process process) throws IOException {
    List<String> command =
        List.of("/bin/sh", "-c", WATCH, "hearth-lifeline", String.valueOf(process.pid()));
    try {
      return new Lifeline(
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      process.destroy();
      throw e;
    }
  }

  /** The process will be ended by us. */
  void release() {
    try (OutputStream pipe = watch.getOutputStream()) {
      pipe.write("released\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // Then the watch is gone already, and there is nothing to release.
      watch.destroy();
    }
  }
}
