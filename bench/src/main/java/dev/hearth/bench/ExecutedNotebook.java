package dev.hearth.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.protocol.message.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;

/** Reads the times that an executed notebook holds of its cells. */
final class ExecutedNotebook {
  private ExecutedNotebook() {}

  /** The sum over all cells, from busy to idle. */
  static double seconds(Path notebook) throws IOException {
    double seconds = 0;
    JsonNode read = Json.tree(ByteBuffer.wrap(Files.readAllBytes(notebook)), "notebook");
    for (JsonNode cell : read.path("cells")) {
      JsonNode times = cell.path("metadata").path("execution");
      if (times.has("iopub.status.busy") && times.has("iopub.status.idle")) {
        seconds +=
            Duration.between(
                        OffsetDateTime.parse(times.path("iopub.status.busy").asText()),
                        OffsetDateTime.parse(times.path("iopub.status.idle").asText()))
                    .toNanos()
                / 1e9;
      }
    }
    return seconds;
  }
}
