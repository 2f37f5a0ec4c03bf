package dev.hearth.driver;

import org.apache.spark.sql.SparkSession;

/**
 * The Spark sessions of the kernels, all on one Spark context: the same for all, or one for each if
 * the profile wants temporary views and SQL settings apart. Cached tables, the catalog and global
 * temporary views are shared in either case.
 */
final class KernelSessions {
  /** Set by the gateway from the profile's {@code share-views}. */
  private static final String SHARE_VIEWS = "spark.hearth.shareViews";

  private KernelSessions() {}

  /** For an interpreter that is being made. */
  static SparkSession next(SparkSession common) {
    boolean shared = common.sparkContext().conf().getBoolean(SHARE_VIEWS, true);
    return shared ? common : common.newSession();
  }
}
