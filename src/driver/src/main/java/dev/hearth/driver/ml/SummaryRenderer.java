package dev.hearth.driver.ml;

import dev.hearth.driver.display.Renderer;
import dev.hearth.driver.display.Table;
import dev.hearth.driver.kernel.MimeBundle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.classification.BinaryClassificationSummary;
import org.apache.spark.ml.classification.ClassificationSummary;
import org.apache.spark.ml.classification.TrainingSummary;
import org.apache.spark.ml.clustering.ClusteringSummary;
import org.apache.spark.ml.regression.LinearRegressionSummary;
import org.apache.spark.ml.regression.LinearRegressionTrainingSummary;

/**
 * What a model reports of its training or of an evaluation. Spark computes most of the numbers when
 * they are asked for, so that showing a summary runs a few jobs.
 */
final class SummaryRenderer implements Renderer {
  private static final int MOST_CLUSTERS = 100;

  @Override
  public Optional<MimeBundle> render(Object value) {
    List<Table> tables = new ArrayList<>();
    if (value instanceof ClassificationSummary classes) {
      tables.add(classification(classes));
      tables.add(byLabel(classes));
    } else if (value instanceof LinearRegressionSummary regression) {
      tables.add(regression(regression));
    } else if (value instanceof ClusteringSummary clustering) {
      tables.add(clusters(clustering));
    } else {
      return Optional.empty();
    }
    StringBuilder html = new StringBuilder();
    StringBuilder text = new StringBuilder();
    for (Table table : tables) {
      html.append(table.html());
      text.append(table.text()).append(table.note()).append('\n');
    }
    return Optional.of(MimeBundle.html(html.toString(), text.toString().stripTrailing()));
  }

  private static Table classification(ClassificationSummary summary) {
    Scores scores = new Scores();
    if (summary instanceof BinaryClassificationSummary binary) {
      scores.add("area under ROC", binary.areaUnderROC());
    }
    scores.add("accuracy", summary.accuracy());
    scores.add("weighted precision", summary.weightedPrecision());
    scores.add("weighted recall", summary.weightedRecall());
    scores.add("weighted F1", summary.weightedFMeasure());
    if (summary instanceof TrainingSummary training) {
      training(scores, training.totalIterations(), training.objectiveHistory());
    }
    return scores.table("over " + Table.count(summary.predictions().count()));
  }

  private static void training(Scores scores, int iterations, double[] loss) {
    scores.add("iterations", iterations);
    if (loss.length > 0) {
      scores.add("loss at first", loss[0]).add("loss at last", loss[loss.length - 1]);
    }
  }

  private static Table byLabel(ClassificationSummary summary) {
    double[] labels = summary.labels();
    double[] precision = summary.precisionByLabel();
    double[] recall = summary.recallByLabel();
    double[] f1 = summary.fMeasureByLabel();
    List<List<Table.Value>> rows = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      rows.add(
          List.of(
              Table.Value.text(ConfusionMatrix.label(labels[i])),
              Scores.number(precision[i]),
              Scores.number(recall[i]),
              Scores.number(f1[i])));
    }
    return new Table(
        List.of(
            Table.Column.text("label"),
            Table.Column.number("precision"),
            Table.Column.number("recall"),
            Table.Column.number("F1")),
        rows,
        "by label",
        true);
  }

  private static Table regression(LinearRegressionSummary summary) {
    Scores scores =
        new Scores()
            .add("R²", summary.r2())
            .add("adjusted R²", summary.r2adj())
            .add("root mean squared error", summary.rootMeanSquaredError())
            .add("mean absolute error", summary.meanAbsoluteError())
            .add("explained variance", summary.explainedVariance())
            .add("degrees of freedom", summary.degreesOfFreedom());
    if (summary instanceof LinearRegressionTrainingSummary training) {
      training(scores, training.totalIterations(), training.objectiveHistory());
    }
    return scores.table("over " + Table.count(summary.numInstances()));
  }

  private static Table clusters(ClusteringSummary summary) {
    long[] sizes = summary.clusterSizes();
    long all = Arrays.stream(sizes).sum();
    List<List<Table.Value>> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(sizes.length, MOST_CLUSTERS); i++) {
      rows.add(
          List.of(
              Table.Value.of(i),
              Table.Value.of(sizes[i]),
              Scores.number(all == 0 ? 0 : (double) sizes[i] / all)));
    }
    String note = summary.k() + " clusters after " + summary.numIter() + " iterations";
    return new Table(
        List.of(
            new Table.Column("cluster", "", Table.Kind.INTEGER),
            new Table.Column("rows", "", Table.Kind.INTEGER),
            Table.Column.number("share")),
        rows,
        note,
        sizes.length <= MOST_CLUSTERS);
  }
}
