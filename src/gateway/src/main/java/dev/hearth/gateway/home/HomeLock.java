package dev.hearth.gateway.home;

import dev.hearth.gateway.error.Conflict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Gives a home to one gateway at a time. The operating system lets go of it when the process ends,
 * however it ends; the file, which holds the process id of its last owner, stays.
 */
public final class HomeLock implements AutoCloseable {
  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws Conflict if another gateway has it
   */
  public static HomeLock acquire(HearthHome home) {
    HearthHome.ownerOnly(home.path());
    Path file = home.resolve("lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!lock(channel)) {
        channel.close();
        throw new Conflict(
            "Another gateway (process "
                + Files.readString(file).strip()
                + ") already uses the home "
                + home.path()
                + ". Stop it, or choose another home with --home or HEARTH_HOME.");
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
      return new HomeLock(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock the home " + home.path(), e);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldInThisProcess) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot let go of the home's lock", e);
    }
  }
}
