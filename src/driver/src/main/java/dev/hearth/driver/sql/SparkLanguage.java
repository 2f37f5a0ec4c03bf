package dev.hearth.driver.sql;

import org.apache.spark.sql.SparkSession;

/** An interpreter whose cells use a Spark session, which need not be that of other kernels. */
public interface SparkLanguage {
  SparkSession spark();
}
