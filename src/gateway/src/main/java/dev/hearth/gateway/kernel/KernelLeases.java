package dev.hearth.gateway.kernel;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Kernels that live for one client, such as a bridge that a Jupyter client has started: when its
 * connection closes and it does not come back in time, nobody will ever use the kernel again, and
 * it must not hold a Spark session. A client that merely fell silent is waited for much longer,
 * since a sleeping laptop looks like that. Kernels without a lease are not touched.
 *
 * <p>Safe from any thread.
 */
public final class KernelLeases implements AutoCloseable {

  /** Told of a kernel whose lease has run out, and why, in words for the log and its journal. */
  @FunctionalInterface
  interface Expiry {

    /** Completes when the kernel is gone; must not block. */
    CompletionStage<Void> ended(KernelId kernel, String reason);
  }

  /**
   * A lease.
   *
   * @param departure of the last client, which tells this absence from others; {@code null} while a
   *     client is there
   */
  private record Lease(Duration length, Object departure) {}

  private static final Logger LOG = Logger.getLogger(KernelLeases.class);

  private final Duration silence;
  private final Map<KernelId, Lease> leases = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "kernel-leases"));
  private volatile Expiry expiry = (kernel, reason) -> CompletableFuture.completedFuture(null);

  /**
   * @param silence how long a client that fell silent is waited for, unless its lease is longer
   */
  public KernelLeases(Duration silence) {
    this.silence = silence;
  }

  /** Must be set before the first lease is granted. */
  void onExpiry(Expiry expiry) {
    this.expiry = expiry;
  }

  /** A kernel was started for a client that has to connect within that time. */
  void grant(KernelId kernel, Duration length) {
    leases.put(kernel, new Lease(length, null));
    released(kernel, false);
  }

  /** A kernel of an earlier gateway process: nobody knows whether its client still lives. */
  void resume(KernelId kernel, Duration length) {
    leases.put(kernel, new Lease(length, null));
    released(kernel, true);
  }

  /** The kernel is gone. */
  void forget(KernelId kernel) {
    leases.remove(kernel);
  }

  /** A client is connected. */
  public void held(KernelId kernel) {
    leases.computeIfPresent(kernel, (id, lease) -> new Lease(lease.length, null));
  }

  /**
   * The last client is gone.
   *
   * @param silent whether its connection was given up because it answered no more
   */
  public void released(KernelId kernel, boolean silent) {
    Object departure = new Object();
    Lease left = leases.computeIfPresent(kernel, (id, lease) -> new Lease(lease.length, departure));
    if (left != null) {
      boolean longer = silent && silence.compareTo(left.length) > 0;
      Duration wait = longer ? silence : left.length;
      timer.schedule(() -> end(kernel, departure, wait), wait.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void end(KernelId kernel, Object departure, Duration waited) {
    Lease lease = leases.get(kernel);
    // Otherwise a client came back, if only for a while.
    if (lease != null && lease.departure == departure && leases.remove(kernel, lease)) {
      String reason =
          "its client went away and did not come back within " + waited.toSeconds() + " s";
      CompletableFuture.completedFuture(reason)
          .thenCompose(why -> expiry.ended(kernel, why))
          .whenComplete((gone, failure) -> endedOrAgain(kernel, lease.length, failure));
    }
  }

  private void endedOrAgain(KernelId kernel, Duration length, Throwable failure) {
    if (failure != null) {
      LOG.warnf(failure, "Kernel %s could not be ended when its lease was over", kernel);
      grant(kernel, length);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
