package dev.hearth.e2e.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Programs of this machine. */
final class Tool {
  private Tool() {}

  /** What one left and printed, errors included. */
  record Answer(int status, String printed) {}

  /** Status 127 where there is no such program, as a shell says it. */
  static Answer run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(process.waitFor(), printed);
    } catch (IOException e) {
      return new Answer(127, e.getMessage());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
