package dev.hearth.driver.ml;

import org.apache.spark.ml.param.Params;

/** What users call a stage: its class, without the package. */
final class StageName {
  private StageName() {}

  static String of(Params stage) {
    String name = stage.getClass().getName();
    String last = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    return last.isEmpty() ? name : last;
  }
}
