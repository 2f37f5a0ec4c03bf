package dev.hearth.driver.ml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.driver.display.Displays;
import dev.hearth.driver.notebook.CellRun;
import dev.hearth.driver.notebook.Notebook;
import dev.hearth.driver.notebook.TestSpark;
import dev.hearth.driver.scala.ScalaInterpreter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How machine learning looks in Scala cells. */
class MlDisplayTest {
  private static Notebook notebook;

  @BeforeAll
  static void prepareData() {
    notebook =
        new Notebook(
            new ScalaInterpreter(
                TestSpark.SESSION, TestSpark.CLASSES, Displays.standard().and(MlRenderers.all())));
    notebook
        .run(
            "import org.apache.spark.ml._, org.apache.spark.ml.feature._,"
                + " org.apache.spark.ml.classification._, org.apache.spark.ml.regression._,"
                + " org.apache.spark.ml.clustering._",
            "val loans = spark.range(1, 201).select($\"id\".cast(\"double\").as(\"dti\"),"
                + " ($\"id\" % 7).cast(\"double\").as(\"rate\"),"
                + " ($\"id\" >= 120).cast(\"double\").as(\"label\"))",
            "val assembler = new VectorAssembler()"
                + ".setInputCols(Array(\"dti\", \"rate\")).setOutputCol(\"features\")",
            "val table = assembler.transform(loans).cache")
        .succeeded();
  }

  @AfterAll
  static void closeNotebook() {
    notebook.run("table.unpersist()");
    notebook.close();
  }

  @Test
  void aStageShowsTheParametersThatWereSetAndHidesTheOthers() {
    CellRun run = notebook.run("new LogisticRegression().setMaxIter(7).setRegParam(0.25)");
    assertThat(run.html())
        .contains("<b>LogisticRegression</b>", "maxIter", ">7<", ">100<", "2 parameters set")
        .containsPattern("<details><summary[^>]*>\\d+ more, not set");
    assertThat(run.text()).contains("org.apache.spark.ml.classification.LogisticRegression = ");
  }

  @Test
  void aPipelineIsTheListOfItsStagesAlsoWhenItIsTrained() {
    notebook.run(
        "val pipeline = new Pipeline().setStages(Array(assembler,"
            + " new DecisionTreeClassifier().setMaxDepth(2)))");
    assertThat(notebook.run("pipeline").html())
        .contains("2 stages", "VectorAssembler", "inputCols=[dti, rate]", "DecisionTreeClassifier");
    CellRun trained = notebook.run("val fitted = pipeline.fit(loans)", "fitted");
    assertThat(trained.html()).contains("DecisionTreeClassificationModel", "maxDepth=2");
    assertThat(trained.text()).contains("PipelineModel of 2 stages");
    assertThat(notebook.run("new Pipeline()").html()).contains("0 stages");
  }

  @Test
  void aModelSaysWhichFeaturesCountByTheNamesThatTheAssemblerGave() {
    CellRun run =
        notebook.run(
            "val tree = new DecisionTreeClassifier().setMaxDepth(1).fit(table)",
            "featureImportance(tree, table)");
    assertThat(run.text()).contains("importance of 1 feature", "dti", "█", "1.0000");
    assertThat(run.html()).contains(">dti</td>").doesNotContain(">rate</td>");
    assertThat(notebook.run("tree").html()).contains("importance of 1 feature");
    assertThat(notebook.run("featureImportance(tree, Seq(\"a\", \"b\")).weights").text())
        .contains("{a=1.0}");
    assertThat(notebook.run("featureImportance(assembler)").failed().message())
        .contains("VectorAssembler does not say how much its features count");
  }

  @Test
  void xgboostSaysTheGainOfItsSplits() {
    CellRun run =
        notebook.run(
            "import ml.dmlc.xgboost4j.scala.spark.XGBoostClassifier",
            "val boosted = new XGBoostClassifier().setNumRound(3).setMaxDepth(1).setFeaturesCol(\"features\")"
                + ".setLabelCol(\"label\").setNumWorkers(1).setNthread(1).fit(table)",
            "featureImportance(boosted, Seq(\"dti\", \"rate\"))");
    assertThat(run.text()).contains("gain of 1 feature", "dti");
    assertThat(notebook.run("boosted").html()).contains("numRound", "gain of 1 feature");
  }

  @Test
  void aConfusionMatrixCountsAndMeasures() {
    notebook.run(
        "val predictions = Seq((0, 0.0), (0, 0.0), (0, 1.0), (1, 1.0))"
            + ".toDF(\"actual\", \"said\")");
    CellRun run = notebook.run("val m = confusionMatrix(predictions, \"actual\", \"said\")", "m");
    assertThat(run.html()).contains("4 rows; accuracy 0.7500", "rgba(76,120,168,0.55)");
    assertThat(run.text()).contains("|                0|  2|  1|0.6667|   1.0000|0.8000|");
    assertThat(notebook.run("(m.count(0, 1), m.recall(1), m.precision(1.0))").text())
        .endsWith("(1,1.0,0.5)");
    assertThat(notebook.run("confusionMatrix(predictions)").failed().message())
        .contains("There is no column label, only actual, said");
    assertThat(notebook.run("confusionMatrix(loans, \"dti\", \"label\")").failed().message())
        .contains("at most 100 labels");
  }

  @Test
  void summariesAreTablesOfTheirMeasures() {
    CellRun logistic = notebook.run("new LogisticRegression().setMaxIter(5).fit(table).summary");
    assertThat(logistic.text())
        .contains("area under ROC", "accuracy", "weighted F1", "iterations", "over 200 rows")
        .contains("by label", "precision");
    assertThat(
            notebook
                .run("new LinearRegression().setLabelCol(\"dti\").setMaxIter(5).fit(table).summary")
                .text())
        .contains("R²", "root mean squared error", "degrees of freedom");
    assertThat(notebook.run("new KMeans().setK(2).setSeed(1).fit(table).summary").html())
        .contains("2 clusters after");
  }

  @Test
  void matricesAndSchemasAreTables() {
    assertThat(
            notebook
                .run("org.apache.spark.mllib.linalg.Matrices.dense(2, 2, Array(1, 2, 3, 4))")
                .html())
        .contains("2 × 2");
    CellRun schema = notebook.run("Seq((1, Seq((2, \"x\")))).toDF(\"id\", \"items\").schema");
    assertThat(schema.html()).contains("items[]._2", "array&lt;struct&gt;", "2 columns");
    assertThat(schema.text()).contains("root", " |-- id: integer");
  }
}
