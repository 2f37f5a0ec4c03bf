package dev.hearth.data.mortgage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder that gets all its files or none: they are written under hidden names, which Spark and
 * Hadoop do not read, and renamed by {@link #commit}. Closed without it, nothing is left behind.
 */
final class OutputFolder implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 18;

  private final Path directory;
  private final boolean created;
  private final List<String> names = new ArrayList<>();
  private boolean committed;

  private OutputFolder(Path directory, boolean created) {
    this.directory = directory;
    this.created = created;
  }

  /**
   * @throws FileSystemException saying what is wrong with the folder and what to do
   */
  static OutputFolder open(Path directory) throws IOException {
    boolean missing = Files.notExists(directory);
    try {
      Files.createDirectories(directory);
    } catch (FileAlreadyExistsException e) {
      throw problem(directory, "is a file, or lies below one; name a folder", e);
    } catch (AccessDeniedException e) {
      throw problem(directory, "cannot be created here; name a folder that you may write to", e);
    }
    Optional<Path> other = anyEntry(directory);
    if (other.isPresent()) {
      String what = "is not empty (it holds " + other.get().getFileName() + ")";
      throw new FileSystemException(
          directory.toString(), null, what + "; empty it or name another folder");
    }
    if (!Files.isWritable(directory)) {
      throw new FileSystemException(
          directory.toString(), null, "cannot be written to; name another folder");
    }
    return new OutputFolder(directory, missing);
  }

  private static Optional<Path> anyEntry(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findFirst();
    } catch (AccessDeniedException e) {
      throw problem(directory, "cannot be read; name another folder", e);
    }
  }

  private static FileSystemException problem(Path directory, String what, IOException cause) {
    FileSystemException problem = new FileSystemException(directory.toString(), null, what);
    problem.initCause(cause);
    return problem;
  }

  OutputStream newFile(String name) throws IOException {
    names.add(name);
    OutputStream out = Files.newOutputStream(hidden(name), StandardOpenOption.CREATE_NEW);
    return new BufferedOutputStream(out, BUFFER_BYTES);
  }

  /** Makes the files visible and, last, says so with Hadoop's {@code _SUCCESS} marker. */
  List<Path> commit() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      Path file = directory.resolve(name);
      files.add(Files.move(hidden(name), file, StandardCopyOption.ATOMIC_MOVE));
    }
    Files.createFile(directory.resolve(MortgageData.COMPLETE));
    committed = true;
    return files;
  }

  @Override
  public void close() throws IOException {
    if (committed) {
      return;
    }
    for (String name : names) {
      Files.deleteIfExists(hidden(name));
      Files.deleteIfExists(directory.resolve(name));
    }
    if (created) {
      Files.deleteIfExists(directory);
    }
  }

  private Path hidden(String name) {
    return directory.resolve("." + name + ".part");
  }
}
