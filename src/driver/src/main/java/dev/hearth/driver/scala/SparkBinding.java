package dev.hearth.driver.scala;

import dev.hearth.driver.comm.Comms;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Where the first line of each Scala kernel finds its {@code spark}, {@code sc} and {@code comms}.
 * That line runs again on an executor which makes an instance of a class defined in a cell; there
 * it finds nothing, and must not fail.
 */
public final class SparkBinding {
  private static final Map<Integer, SparkSession> SESSIONS = new ConcurrentHashMap<>();
  private static final Map<Integer, Comms> COMMS = new ConcurrentHashMap<>();
  private static final AtomicInteger LAST = new AtomicInteger();

  private SparkBinding() {}

  static int bind(SparkSession spark, Comms comms) {
    int id = LAST.incrementAndGet();
    SESSIONS.put(id, spark);
    COMMS.put(id, comms);
    return id;
  }

  static void release(int id) {
    SESSIONS.remove(id);
    COMMS.remove(id);
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

  /** Null where no such kernel lives. */
  public static Comms comms(int id) {
    return COMMS.get(id);
  }
}
