package dev.hearth.driver.scala;

import java.util.Set;

/** What the string literal in which the cursor is stands for, by the call that it is given to. */
enum StringArgument {
  /** A query: {@code spark.sql("...")}. */
  QUERY,
  /** A piece of SQL over a Dataset's columns: {@code expr("...")}. */
  EXPRESSION,
  /** The name of a column: {@code col("...")}, {@code $"..."}, {@code df.select("...")}. */
  COLUMN,
  /** The name of a table: {@code spark.table("...")}. */
  TABLE,
  OTHER;

  private static final Set<String> QUERIES = Set.of("sql");
  private static final Set<String> EXPRESSIONS = Set.of("expr", "selectExpr", "filter", "where");
  private static final Set<String> TABLES =
      Set.of("table", "insertInto", "cacheTable", "uncacheTable", "dropTempView", "refreshTable");
  private static final Set<String> COLUMNS =
      Set.of(
          "agg",
          "approx_count_distinct",
          "avg",
          "col",
          "colRegex",
          "collect_list",
          "collect_set",
          "column",
          "corr",
          "count",
          "countDistinct",
          "cov",
          "crosstab",
          "cube",
          "drop",
          "dropDuplicates",
          "explode",
          "first",
          "freqItems",
          "groupBy",
          "groupByKey",
          "join",
          "last",
          "max",
          "mean",
          "min",
          "orderBy",
          "partitionBy",
          "pivot",
          "repartition",
          "rollup",
          "select",
          "setFeaturesCol",
          "setInputCol",
          "setInputCols",
          "setLabelCol",
          "setPredictionCol",
          "setWeightCol",
          "sort",
          "sortWithinPartitions",
          "stddev",
          "sum",
          "sumDistinct",
          "unpivot",
          "variance",
          "withColumn",
          "withColumnRenamed",
          "Array",
          "Seq");

  /**
   * @param code the cell
   * @param opened where the literal begins, with its interpolator
   */
  static StringArgument of(String code, int opened, DataFrames frames) {
    if (code.startsWith("$", opened)) {
      return COLUMN;
    }
    String method = Call.around(code, opened).map(Call::method).orElse("");
    if (QUERIES.contains(method)) {
      return QUERY;
    } else if (EXPRESSIONS.contains(method)) {
      return EXPRESSION;
    } else if (TABLES.contains(method)) {
      return TABLE;
    }
    return COLUMNS.contains(method) || frames.byName().containsKey(method) ? COLUMN : OTHER;
  }
}
