package dev.hearth.cli.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The process that listens at a port, as far as the operating system tells: from {@code /proc}
 * where there is one, else from {@code lsof}.
 */
public final class PortHolder {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTEN = "0A";
  private static final int STATE = 3;
  private static final int INODE = 9;

  private PortHolder() {}

  /** E.g. {@code java (process 4711)}; empty if it cannot be told. */
  public static Optional<String> of(int port) {
    try {
      return pid(port).map(PortHolder::described);
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty(); // other users' processes are none of our business
    }
  }

  private static Optional<Long> pid(int port) throws IOException {
    if (!Files.isReadable(PROC.resolve("net/tcp"))) {
      return lsof(port);
    }
    Set<String> sockets = new HashSet<>();
    for (String table : new String[] {"net/tcp", "net/tcp6"}) {
      if (Files.isReadable(PROC.resolve(table))) {
        sockets.addAll(listening(Files.readString(PROC.resolve(table)), port));
      }
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (holdsAny(process.resolve("fd"), sockets)) {
          return Optional.of(Long.valueOf(process.getFileName().toString()));
        }
      }
    }
    return Optional.empty();
  }

  /** The names of the sockets in Linux' table that listen at the port. */
  static Set<String> listening(String table, int port) {
    String local = String.format(Locale.ROOT, ":%04X", port);
    Set<String> sockets = new HashSet<>();
    table
        .lines()
        .skip(1)
        .map(line -> line.strip().split("\\s+"))
        .filter(columns -> columns.length > INODE)
        .filter(columns -> columns[1].endsWith(local) && columns[STATE].equals(LISTEN))
        .forEach(columns -> sockets.add("socket:[" + columns[INODE] + "]"));
    return sockets;
  }

  private static boolean holdsAny(Path descriptors, Set<String> sockets) {
    try (Stream<Path> links = Files.list(descriptors)) {
      return links.anyMatch(link -> sockets.contains(target(link)));
    } catch (IOException | UncheckedIOException e) {
      return false; // another user's process, or one that has just ended
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // closed in between
    }
  }

  private static Optional<Long> lsof(int port) throws IOException {
    Process lsof =
        new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (InputStream out = lsof.getInputStream()) {
      String answer = new String(out.readAllBytes(), StandardCharsets.US_ASCII);
      lsof.waitFor(5, TimeUnit.SECONDS);
      return answer.lines().findFirst().map(String::strip).map(Long::valueOf);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      lsof.destroy();
    }
  }

  private static String described(long pid) {
    return ProcessHandle.of(pid)
            .flatMap(process -> process.info().command())
            .map(command -> Path.of(command).getFileName() + " ")
            .orElse("")
        + "(process "
        + pid
        + ")";
  }
}
