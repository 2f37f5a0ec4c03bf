package dev.hearth.gateway.kernel.driver;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.home.HearthHome;
import dev.hearth.gateway.session.Session;
import dev.hearth.gateway.session.SessionId;
import dev.hearth.gateway.session.SessionListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Files that users hand to a session, such as jars: kept until it ends, and read by its driver
 * piece by piece over the link, for the driver may run on another machine. Safe from any thread.
 */
public final class SessionFiles implements SessionListener {
  private static final Logger LOG = Logger.getLogger(SessionFiles.class);

  /** Also a file name on any system, and nothing that leaves its folder. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,199}");

  private static final int MOST_FILES = 100;

  private final Path folder;

  SessionFiles(HearthHome home) {
    this.folder = home.resolve("files");
  }

  /**
   * @param bytes how long it is
   */
  public record StoredFile(String name, long bytes) {}

  /**
   * @param bytes none at the end of the file
   * @param version another one if another file took its place meanwhile
   */
  record Piece(ByteBuffer bytes, String version) {}

  /**
   * Stores a file; one of the same name is replaced.
   *
   * @throws InvalidRequest if the name is none for a file, or there are too many files
   */
  public StoredFile store(SessionId session, String name, InputStream content) {
    Path file = file(session, name);
    if (!Files.exists(file) && list(session).size() >= MOST_FILES) {
      throw new InvalidRequest(
          "This session has " + MOST_FILES + " files already. Use a name that is there.");
    }
    HearthHome.ownerOnly(file.getParent());
    try {
      Path arriving = Files.createTempFile(folder, "arriving-", "");
      try {
        long bytes = Files.copy(content, arriving, StandardCopyOption.REPLACE_EXISTING);
        Files.move(arriving, file, StandardCopyOption.ATOMIC_MOVE);
        return new StoredFile(name, bytes);
      } finally {
        Files.deleteIfExists(arriving);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + name + " could not be stored", e);
    }
  }

  /** By name. */
  public List<StoredFile> list(SessionId session) {
    try (Stream<Path> files = Files.list(folder.resolve(session.toString()))) {
      return files
          .map(file -> new StoredFile(file.getFileName().toString(), size(file)))
          .sorted(Comparator.comparing(StoredFile::name))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("The files of the session cannot be listed", e);
    }
  }

  /**
   * Reads a piece of a file.
   *
   * @param offset where it begins
   * @param most bytes at most
   * @return as many bytes as there are
   * @throws NotFound if the session has no such file; the message says which it has
   */
  Piece read(SessionId session, String name, long offset, int most) {
    Path file = file(session, name);
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      String version = channel.size() + "-" + Files.getLastModifiedTime(file).toMillis();
      channel.position(offset);
      ByteBuffer piece = ByteBuffer.allocate(most);
      int read = 0;
      while (read >= 0 && piece.hasRemaining()) {
        read = channel.read(piece);
      }
      return new Piece(piece.flip(), version);
    } catch (NoSuchFileException e) {
      List<String> there = list(session).stream().map(StoredFile::name).toList();
      throw new NotFound(
          "No file "
              + name
              + " was uploaded to this session"
              + (there.isEmpty() ? "." : ", only " + String.join(", ", there) + ".")
              + " 'hearth upload FILE' does it, and so does PUT /api/hearth/sessions/"
              + session
              + "/files/"
              + name
              + ".");
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + name + " cannot be read", e);
    }
  }

  private Path file(SessionId session, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidRequest(
          "That is no name for a file: letters, digits and . _ + - are, up to 200.");
    }
    return folder.resolve(session.toString()).resolve(name);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stepped(SessionId session, String text, long atMillis) {}

  /** A session that has ended needs its files no more. */
  @Override
  public void changed(Session session) {
    if (session.state().ended()) {
      forget(session.id());
    }
  }

  /** What sessions left that ended while no gateway ran, and uploads that a dying one broke off. */
  void keepOnly(Set<SessionId> live) {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path left : all.toList()) {
        Optional<SessionId> session = SessionId.parse(left.getFileName().toString());
        if (session.isEmpty()) {
          Files.deleteIfExists(left);
        } else if (!live.contains(session.get())) {
          forget(session.get());
        }
      }
    } catch (NoSuchFileException e) {
      return; // nobody has uploaded anything yet
    } catch (IOException e) {
      LOG.warn("Old files of sessions could not be deleted", e);
    }
  }

  void forget(SessionId session) {
    Path own = folder.resolve(session.toString());
    try {
      for (StoredFile file : list(session)) {
        Files.deleteIfExists(own.resolve(file.name()));
      }
      Files.deleteIfExists(own);
    } catch (IOException | UncheckedIOException e) {
      LOG.warnf(e, "The files of session %s could not be deleted", session);
    }
  }
}
