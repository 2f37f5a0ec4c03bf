package dev.hearth.driver.progress;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;

/**
 * Spark's local properties by which a job is known to be a cell's. Threads that a cell starts
 * inherit them; threads of another process, Python's, set them for themselves.
 */
public final class CellProperties {
  /** The job group, which is what an interrupt cancels. */
  static final String GROUP = "spark.jobGroup.id";

  /** The cell's group, also in threads that have a group of their own: streaming queries. */
  static final String CELL = "hearth.cell";

  /** Which a streaming query sets. */
  static final String QUERY = "sql.streaming.queryId";

  static final String POOL = "spark.scheduler.pool";

  private static final List<String> ALL =
      List.of(GROUP, CELL, POOL, "spark.job.description", "spark.job.interruptOnCancel");

  private CellProperties() {}

  /**
   * Those of the cell that runs on the calling thread, to be set in other threads that start jobs
   * for it.
   */
  public static Map<String, String> current(SparkContext spark) {
    Map<String, String> set = new LinkedHashMap<>();
    for (String name : ALL) {
      String value = spark.getLocalProperty(name);
      if (value != null) {
        set.put(name, value);
      }
    }
    return set;
  }
}
