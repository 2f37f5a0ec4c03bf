package dev.hearth.driver.ml;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.shared.HasFeaturesCol;
import org.apache.spark.sql.Dataset;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * The functions about models that Scala cells can call without an import. What they return is shown
 * as a cell's result or with {@code display}, and can be asked for its numbers.
 */
public final class Models {
  private Models() {}

  /** Counts predictions by what was right; columns {@code label} and {@code prediction}. */
  public static ConfusionMatrix confusionMatrix(Dataset<?> predictions) {
    return confusionMatrix(predictions, "label", "prediction");
  }

  /**
   * Counts predictions by what was right. Runs one Spark job.
   *
   * @param label the column that holds what was right
   * @param prediction the column that holds what a model said
   * @throws IllegalArgumentException if one of them does not exist, or there are too many values
   *     for a table
   */
  public static ConfusionMatrix confusionMatrix(
      Dataset<?> predictions, String label, String prediction) {
    return ConfusionMatrix.of(predictions, label, prediction);
  }

  /**
   * How much each feature counts in a model: of a tree or an ensemble of trees its importance, of
   * XGBoost the gain, of a linear model the coefficient.
   *
   * @throws IllegalArgumentException for a model that does not say
   */
  public static FeatureImportance featureImportance(Params model) {
    return FeatureImportance.of(model);
  }

  /** With the names of the features, in the order of their vector. */
  public static FeatureImportance featureImportance(
      Params model, scala.collection.Seq<String> names) {
    return featureImportance(model).named(JavaConverters.seqAsJavaList(names));
  }

  /** With the names of the features, in the order of their vector. */
  public static FeatureImportance featureImportance(Params model, String[] names) {
    return featureImportance(model).named(List.of(names));
  }

  /**
   * With the names that a stage such as VectorAssembler has left in the features' column.
   *
   * @param table one that has the column, such as the one that the model was trained on
   */
  public static FeatureImportance featureImportance(Params model, Dataset<?> table) {
    if (!(model instanceof HasFeaturesCol features)) {
      throw new IllegalArgumentException(
          StageName.of(model) + " has no column of features; give the names as a Seq.");
    }
    AttributeGroup group =
        AttributeGroup.fromStructField(table.schema().apply(features.getFeaturesCol()));
    Option<Attribute[]> attributes = group.attributes();
    if (attributes.isEmpty()) {
      throw new IllegalArgumentException(
          "The column " + features.getFeaturesCol() + " names no features; give them as a Seq.");
    }
    List<String> names =
        Arrays.stream(attributes.get())
            .map(attribute -> attribute.name().isDefined() ? attribute.name().get() : "")
            .toList();
    return featureImportance(model).named(names);
  }
}
