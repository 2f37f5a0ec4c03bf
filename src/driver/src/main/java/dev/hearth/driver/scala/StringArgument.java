package dev.hearth.driver.scala;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** The call whose argument list is open, and what of the list stands before the literal. */
  private static final Pattern CALL = Pattern.compile("([A-Za-z_]\\w*)\\s*\\(([^()]*)\\z");

  /**
   * @param before the text in front of the literal's opening quotes
   */
  static StringArgument after(String before, DataFrames frames) {
    if (before.endsWith("$")) {
      return COLUMN;
    }
    // An interpolator belongs to the literal.
    Matcher call = CALL.matcher(before.replaceFirst("\\b[a-z]+\\z", ""));
    if (!call.find()) {
      return OTHER;
    }
    String function = call.group(1);
    if (QUERIES.contains(function)) {
      return QUERY;
    } else if (EXPRESSIONS.contains(function)) {
      return EXPRESSION;
    } else if (TABLES.contains(function)) {
      return TABLE;
    }
    return COLUMNS.contains(function) || frames.byName().containsKey(function) ? COLUMN : OTHER;
  }
}
