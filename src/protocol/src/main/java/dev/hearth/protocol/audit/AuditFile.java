package dev.hearth.protocol.audit;

import dev.hearth.protocol.MalformedMessageException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file of the audit log: {@code audit-<yyyy-MM-dd>.jsonl}, one entry a line.
 *
 * @param path where it lies
 */
public record AuditFile(Path path) {
  private static final String PREFIX = "audit-";
  private static final String SUFFIX = ".jsonl";

  /** In bytes; what is longer is no entry of ours. */
  private static final int LONGEST_LINE = 4 << 20;

  /** The file of a day (UTC). */
  public static AuditFile of(Path folder, LocalDate day) {
    return new AuditFile(folder.resolve(PREFIX + day + SUFFIX));
  }

  /** Those in a folder, oldest first; none if there is no such folder. */
  public static List<AuditFile> in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().map(AuditFile::new).filter(file -> file.day().isPresent()).toList();
    }
  }

  /** The day in its name; empty if it has not such a name. */
  public Optional<LocalDate> day() {
    String name = path.getFileName().toString();
    if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    try {
      String day = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
      return Optional.of(LocalDate.parse(day));
    } catch (DateTimeException | StringIndexOutOfBoundsException e) {
      return Optional.empty(); // somebody else's file
    }
  }

  /** Checks all its entries, as the next ones of a check that may span several files. */
  public Optional<Flaw> check(ChainCheck chain) throws IOException {
    long line = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
      for (byte[] next = line(in); next != null; next = line(in)) {
        line++;
        Optional<Flaw> flaw = check(chain, next);
        if (flaw.isPresent()) {
          String where = path + ", line " + line + ": ";
          return flaw.map(found -> new Flaw(found.number(), where + found.why()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Flaw> check(ChainCheck chain, byte[] line) {
    boolean whole = line.length > 0 && line[line.length - 1] == '\n';
    if (!whole) {
      return Optional.of(
          new Flaw(
              0,
              "the line has no end: it was cut, or its gateway was killed while it wrote, which it"
                  + " repairs at its next start"));
    }
    try {
      return chain.add(AuditEntry.parse(java.util.Arrays.copyOf(line, line.length - 1)));
    } catch (MalformedMessageException e) {
      return Optional.of(new Flaw(0, "this is no entry: " + e.getMessage()));
    }
  }

  /** The next line with its end; null at the end of the file. */
  private static byte[] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    for (int next = in.read(); next >= 0; next = in.read()) {
      line.write(next);
      if (next == '\n' || line.size() > LONGEST_LINE) {
        break;
      }
    }
    return line.size() == 0 ? null : line.toByteArray();
  }
}
