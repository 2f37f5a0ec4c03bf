package dev.hearth.cli.run;

import dev.hearth.cli.Installation;
import dev.hearth.cli.gateway.GatewayProcess;
import dev.hearth.cli.gateway.Home;
import dev.hearth.client.Failure;
import dev.hearth.client.GatewayAddress;
import dev.hearth.client.RunningGateway;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * A gateway for one run of one notebook, on a home of its own under the user's: {@code run-1}, or
 * the next that no other run uses. It is stopped with {@link #close}.
 */
final class OwnGateway implements AutoCloseable {
  private static final int MOST_AT_ONCE = 64;
  private static final int ANY_PORT = 0;

  /**
   * Should we be killed, a driver that is left over shall not wait for another gateway for long.
   */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("HEARTH_LAUNCH_LOCAL_ORPHAN_LIMIT", "PT20S");

  private final FileChannel lock;
  private final GatewayProcess process;

  private OwnGateway(FileChannel lock, GatewayProcess process) {
    this.lock = lock;
    this.process = process;
  }

  /**
   * Starts it and waits until it serves.
   *
   * @throws Failure if it cannot
   */
  static OwnGateway start(Home above, HttpClient client) throws InterruptedException {
    above.create();
    for (int i = 1; i <= MOST_AT_ONCE; i++) {
      Home home = new Home(above.path().resolve("run-" + i));
      FileChannel lock = lock(above.path().resolve("run-" + i + ".lock"));
      if (lock != null && RunningGateway.of(home.gatewayFile()).isEmpty()) {
        return start(home, lock, client);
      }
      release(lock);
    }
    throw Failure.environment(
        MOST_AT_ONCE + " notebooks run on the home " + above.path() + " already",
        "Start one gateway for all with 'hearth up'.");
  }

  private static OwnGateway start(Home home, FileChannel lock, HttpClient client)
      throws InterruptedException {
    home.create();
    GatewayProcess process =
        GatewayProcess.start(
            Installation.ofProcess(),
            new GatewayProcess.Settings(home, ANY_PORT, "", ENVIRONMENT, false));
    OwnGateway gateway = new OwnGateway(lock, process);
    try {
      process.awaitReady(client);
      return gateway;
    } catch (Failure | InterruptedException e) {
      gateway.close();
      throw e;
    }
  }

  private static FileChannel lock(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock(); // held until the channel is closed or the process ends
      if (lock != null) {
        return channel;
      }
      channel.close();
      return null;
    } catch (IOException e) {
      throw Failure.environment("cannot lock " + file + ": " + e.getMessage(), "", e);
    }
  }

  private static void release(FileChannel lock) {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      throw Failure.environment("cannot release a lock: " + e.getMessage(), "", e);
    }
  }

  /**
   * Where it is.
   *
   * @throws Failure if it has ended, with the end of its log
   */
  GatewayAddress address() {
    return process.address();
  }

  @Override
  public void close() {
    process.close();
    release(lock);
  }
}
