package dev.hearth.driver.scala;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Where the first line of each Scala kernel finds its {@code spark} and {@code sc}. That line runs
 * again on an executor which makes an instance of a class defined in a cell; there it finds
 * nothing, and must not fail.
 */
public final class SparkBinding {
  private static final Map<Integer, SparkSession> SESSIONS = new ConcurrentHashMap<>();
  private static final AtomicInteger LAST = new AtomicInteger();

  private SparkBinding() {}

  static int bind(SparkSession spark) {
    int id = LAST.incrementAndGet();
    SESSIONS.put(id, spark);
    return id;
  }

  static void release(int id) {
    SESSIONS.remove(id);
  }

  /** Null where no such kernel lives. */
  public static SparkSession session(int id) {
    return SESSIONS.get(id);
  }

  /** Null where no such kernel lives. */
  public static SparkContext context(int id) {
    SparkSession spark = SESSIONS.get(id);
    return spark == null ? null : spark.sparkContext();
  }
}
