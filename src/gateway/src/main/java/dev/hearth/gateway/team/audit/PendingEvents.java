package dev.hearth.gateway.team.audit;

import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.audit.AuditEntry;
import dev.hearth.protocol.audit.Seal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Events that wait for the database, in a file that the next gateway finds. They are entries
 * without a number, sealed like all others. Callers take turns.
 */
final class PendingEvents {
  private final Path file;
  private final Seal seal;

  PendingEvents(Path folder, Seal seal) {
    this.file = folder.resolve("pending.jsonl");
    this.seal = seal;
  }

  /**
   * What an earlier gateway has left.
   *
   * @param drafts with the numbers that it meant to give them
   * @param broken how many lines were no events under our seal
   */
  record Left(List<AuditEntry> drafts, int broken) {}

  /** Reads them; a last line without its end was never finished and counts for nothing. */
  Left load() {
    if (!Files.exists(file)) {
      return new Left(List.of(), 0);
    }
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      List<AuditEntry> drafts = new ArrayList<>();
      int broken = 0;
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
        if (line.isEmpty()) {
          continue;
        }
        try {
          AuditEntry draft = AuditEntry.parse(line.getBytes(StandardCharsets.ISO_8859_1));
          if (seal.isOwn(draft)) {
            drafts.add(draft);
          } else {
            broken++;
          }
        } catch (MalformedMessageException e) {
          broken++; // the caller tells of it, and the file is kept
        }
      }
      return new Left(drafts, broken);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /** Keeps a copy of the file for those who want to know what was in it. */
  Path keepBroken(long millis) {
    Path copy = file.resolveSibling("pending-broken-" + millis + ".jsonl");
    try {
      return Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot copy " + file, e);
    }
  }

  /** Adds drafts, on the disk when it returns. */
  void keep(List<AuditEntry> drafts) {
    append(file, drafts);
  }

  /** Has these instead of what was there. */
  void replace(List<AuditEntry> drafts) {
    Path written = file.resolveSibling("pending.new");
    try {
      Files.deleteIfExists(written);
      append(written, drafts);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot replace " + file, e);
    }
  }

  private void append(Path to, List<AuditEntry> drafts) {
    StringBuilder lines = new StringBuilder();
    drafts.forEach(draft -> lines.append(seal.seal(draft).line()).append('\n'));
    try (FileChannel channel = OwnerOnlyFile.open(to)) {
      OwnerOnlyFile.append(channel, lines.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot append to " + to, e);
    }
  }

  /** All are in the database. */
  void clear() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + file, e);
    }
  }

  Path file() {
    return file;
  }
}
