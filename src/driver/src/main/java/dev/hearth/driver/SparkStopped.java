package dev.hearth.driver;

import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;

/**
 * Notices that a cell has stopped Spark, as scripts do at their end. There is no way to start it
 * again in this process with what kernels hold of it, so that the session is over for all of them.
 */
final class SparkStopped extends SparkListener {
  static final String EXPLANATION =
      "A cell has stopped Spark, with spark.stop() or sc.stop(), which ends the session for all its"
          + " notebooks. Take that line out, then restart the kernel: it gets a new session.";

  private final Runnable tell;

  SparkStopped(Runnable tell) {
    this.tell = tell;
  }

  @Override
  public void onApplicationEnd(SparkListenerApplicationEnd end) {
    tell.run();
  }
}
