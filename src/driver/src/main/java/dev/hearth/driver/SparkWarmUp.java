package dev.hearth.driver;

import dev.hearth.driver.display.Displays;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Spark SQL load and compile what every first query needs (parser, optimiser, code generator,
 * shuffle), in the background of a session that has just started, so that the user's first query
 * need not.
 */
final class SparkWarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(SparkWarmUp.class);
  private static final String QUERY =
      "select id % 3 as rest, count(*) as n, max(cast(id as string)) as last from range(0, 9, 1, 2)"
          + " group by 1 order by n";

  private SparkWarmUp() {}

  /** Never throws: a session works without it. */
  static void run(SparkSession spark, Displays displays) {
    SparkContext context = spark.sparkContext();
    try {
      Dataset<Row> query = spark.sql(QUERY);
      if (context.isLocal()) {
        context.setJobGroup("hearth-warm-up", "Hearth warms up", true);
        displays.render(query);
      } else {
        // A job would ask a cluster for executors before anybody needs one.
        query.queryExecution().executedPlan().execute();
      }
    } catch (RuntimeException e) {
      LOG.info("The warm-up of Spark SQL failed; the first query takes longer", e);
    } finally {
      context.clearJobGroup();
    }
  }
}
