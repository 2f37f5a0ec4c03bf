package dev.hearth.gateway.home;

import dev.hearth.gateway.error.Conflict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Gives a home to one gateway at a time. The operating system lets go of it when the process ends,
 * however it ends; the file, which holds the process id of its last owner, stays. On NFS (4 and
 * above) it holds between machines, too; there a machine that vanished is waited for until its
 * lease ends.
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
    return acquire(
        home,
        channel -> {
          if (!lock(channel)) {
            throw new Conflict(
                taken(home)
                    + " Stop it, or choose another home with --home or HEARTH_HOME; or let this one"
                    + " wait for its end with HEARTH_STANDBY=true.");
          }
        });
  }

  /** Blocks until no other gateway has it. */
  public static HomeLock await(HearthHome home) {
    return acquire(home, channel -> StandbyWait.until(() -> lock(channel), () -> taken(home)));
  }

  /** How to come to the lock. */
  private interface Way {
    void take(FileChannel channel) throws IOException;
  }

  private static HomeLock acquire(HearthHome home, Way way) {
    HearthHome.ownerOnly(home.path());
    try {
      // Kept open while it waits: closing any channel of a file gives up all locks that a process
      // has on it.
      FileChannel channel =
          FileChannel.open(file(home), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        way.take(channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
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

  private static Path file(HearthHome home) {
    return home.resolve("lock");
  }

  private static String taken(HearthHome home) {
    try {
      return "Another gateway (process "
          + Files.readString(file(home)).strip()
          + ") already uses the home "
          + home.path()
          + ".";
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file(home), e);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
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
