package dev.hearth.gateway.kernel.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/** Holds a folder for this process; the operating system lets go of it when the process dies. */
final class FolderLock implements AutoCloseable {
  private final RandomAccessFile file;

  private FolderLock(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * @throws IllegalStateException if somebody else holds it
   */
  static FolderLock take(Path folder) throws IOException {
    RandomAccessFile file = new RandomAccessFile(folder.resolve("lock").toFile(), "rw");
    if (!locked(file)) {
      file.close();
      throw new IllegalStateException(
          "Another gateway uses "
              + folder
              + ". Stop it, or give this one another home (HEARTH_HOME).");
    }
    return new FolderLock(file);
  }

  private static boolean locked(RandomAccessFile file) throws IOException {
    try {
      FileLock lock = file.getChannel().tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Lets go of it. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
