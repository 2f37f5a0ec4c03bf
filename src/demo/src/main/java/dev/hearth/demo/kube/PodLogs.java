package dev.hearth.demo.kube;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** Where containers of pods write. Safe for all threads. */
public final class PodLogs {
  private final Map<String, Path> files = new ConcurrentHashMap<>();

  /** The container has started and writes there. */
  public void put(String namespace, String pod, Path file) {
    files.put(namespace + "/" + pod, file);
  }

  public void remove(String namespace, String pod) {
    files.remove(namespace + "/" + pod);
  }

  /**
   * What a pod has written.
   *
   * @param tail the number of its last lines that are wanted; empty: all
   * @return empty if it has not started
   */
  Optional<String> read(String namespace, String pod, OptionalInt tail) {
    Path file = files.get(namespace + "/" + pod);
    if (file == null) {
      return Optional.empty();
    }
    try {
      String all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      if (tail.isEmpty()) {
        return Optional.of(all);
      }
      List<String> lines = all.lines().toList();
      List<String> last = lines.subList(Math.max(0, lines.size() - tail.getAsInt()), lines.size());
      return Optional.of(last.isEmpty() ? "" : String.join("\n", last) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
