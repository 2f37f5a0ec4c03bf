package dev.hearth.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM: the command's thread is interrupted, and the process waits until it has
 * cleaned up behind itself.
 *
 * <p>The JVM's shutdown thread runs the hook; {@link #commandEnded} is called by the command's
 * thread; the latch joins them.
 */
final class Shutdown {
  /** Longer than any clean-up that a command does; after it the process ends all the same. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Thread command;
  private final CountDownLatch ended = new CountDownLatch(1);

  private Shutdown(Thread command) {
    this.command = command;
  }

  /** Of this process, whose command runs on the calling thread. */
  static Shutdown ofProcess() {
    Shutdown shutdown = new Shutdown(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(new Thread(shutdown::request, "shutdown"));
    return shutdown;
  }

  /** The command has returned, with all that it had to clean up. */
  void commandEnded() {
    ended.countDown();
  }

  private void request() {
    if (ended.getCount() == 0) {
      return; // the ordinary end of the process
    }
    command.interrupt();
    try {
      if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("hearth: gave up waiting for the command to clean up");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
