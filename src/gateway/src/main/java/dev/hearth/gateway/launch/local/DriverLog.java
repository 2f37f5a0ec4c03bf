package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.home.HomeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * What a driver writes to its standard output and error. The driver appends by itself, with or
 * without a gateway.
 */
record DriverLog(Path file) {
  /** Enough for the longest trace. */
  private static final int TAIL_BYTES = 256 * 1024;

  /** Makes it, for its owner only: the driver is given an open file. */
  void make() {
    HomeFile.createOwnerOnly(file);
  }

  /** The last lines; empty if there is no log. */
  Optional<String> tail(int lines) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> end = (end(earlier()) + end(file)).lines().toList();
    return Optional.of(String.join("\n", end.subList(Math.max(0, end.size() - lines), end.size())));
  }

  /**
   * Begins the log anew once it is larger than the limit, keeping the earlier part once. Between
   * the copy and the cut a line may be lost: the driver's descriptor cannot be taken from it. On
   * disk are thus never more than about two limits.
   */
  void limit(long bytes) {
    try {
      if (Files.exists(file) && Files.size(file) > bytes) {
        Files.deleteIfExists(earlier());
        HomeFile.createOwnerOnly(earlier());
        try (OutputStream copy = Files.newOutputStream(earlier())) {
          Files.copy(file, copy);
        }
        try (FileChannel log = FileChannel.open(file, StandardOpenOption.WRITE)) {
          log.truncate(0);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot shorten " + file, e);
    }
  }

  private Path earlier() {
    return file.resolveSibling(file.getFileName() + ".1");
  }

  private static String end(Path file) {
    if (!Files.exists(file)) {
      return "";
    }
    try (FileChannel log = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(TAIL_BYTES);
      log.position(Math.max(0, log.size() - TAIL_BYTES));
      while (bytes.hasRemaining() && log.read(bytes) >= 0) {
        // Until the buffer is full or the file is at its end.
      }
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
