package dev.hearth.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hearth.driver.magic.MagicNotebooks;
import dev.hearth.driver.notebook.CellRun;
import dev.hearth.driver.notebook.Notebook;
import dev.hearth.driver.notebook.TestSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mortgage notebook on a small set of loans that has everything real files have. */
class MortgageNotebookTest {

  @TempDir static Path temp;

  private static final Map<String, CellRun> cells = new HashMap<>();
  private static long lines;
  private static FeatureTable expected;
  private static Dataset<Row> written;

  @BeforeAll
  static void runTheNotebook() throws IOException {
    Path data = temp.resolve("data");
    lines = GoldenLoans.writeTo(data);
    expected = FeatureTable.of(data);
    Path output = temp.resolve("output");
    String parameters =
        """
        val data = "%s"
        val output = "%s"
        val rounds = 20"""
            .formatted(data, output);
    try (Notebook notebook = newNotebook()) {
      for (var cell : NotebookFile.named("mortgage.ipynb").codeCellsWith(parameters)) {
        CellRun run = notebook.run(cell.source());
        assertThat(run.outcome()).as(cell.id()).isEqualTo(run.succeeded());
        cells.put(cell.id(), run);
      }
    }
    written = TestSpark.SESSION.read().parquet(output.resolve("features").toString());
  }

  private static Notebook newNotebook() {
    return MagicNotebooks.scala();
  }

  @Test
  void noTwoCellsHaveTheSameId() throws IOException {
    assertThat(NotebookFile.named("mortgage.ipynb").ids()).doesNotHaveDuplicates();
  }

  @Test
  void theFeatureTableHasTheColumnsAndTypesOfItsDefinition() {
    assertThat(written.schema().fields())
        .extracting(StructField::name, field -> field.dataType().simpleString())
        .containsExactlyElementsOf(
            Stream.concat(
                    FeatureTable.COLUMNS.stream()
                        .map(column -> tuple(column.name(), column.type())),
                    Stream.of(tuple("delinquency_12", "int")))
                .toList());
  }

  @Test
  void theFeatureTableHasExactlyTheRowsOfItsDefinition() {
    List<List<Object>> rows = new ArrayList<>();
    written.collectAsList().forEach(row -> rows.add(values(row)));

    assertThat(counted(rows)).isEqualTo(counted(expected.rows()));
  }

  @Test
  void theColumnsHaveTheSumsOfTheirDefinition() {
    List<Row> rows = written.collectAsList();
    for (int i = 0; i < written.columns().length; i++) {
      int column = i;
      double sum = rows.stream().mapToDouble(row -> number(row.get(column))).sum();
      double right = expected.rows().stream().mapToDouble(row -> number(row.get(column))).sum();
      assertThat(sum).as(written.columns()[i]).isCloseTo(right, within(right));
    }
  }

  @Test
  void theGoldenLoansHaveLabelsMappedSellersAndSparseOnes() {
    assertThat(column("delinquency_12")).contains(0, 1);
    assertThat(column("seller_name")).contains(0, 1, 30);
    assertThat(column("mod_flag")).containsOnly(0, 1, 2);
  }

  @Test
  void theRowsAreCountedAsTheReferenceCountsThem() {
    assertThat(cells.get("read").stdout())
        .contains("Raw Dataframe CSV Rows count : " + lines + "\n");
    assertThat(cells.get("rewrite").stdout())
        .contains("Raw Dataframe Parquet Rows count : " + lines + "\n");
  }

  @Test
  void eachStepTellsItsTimeAsTheReferenceDoes() {
    String seconds = " takes [0-9.]+(E-[0-9]+)?";
    assertThat(cells.get("etl-run").stdout()).containsPattern("ETL" + seconds + "\n");
    assertThat(cells.get("fit").stdout()).containsPattern("Training" + seconds + " seconds\n");
    assertThat(cells.get("transform").stdout())
        .containsPattern("Transformation" + seconds + " seconds\n");
    assertThat(cells.get("evaluate").stdout())
        .containsPattern("Evaluation" + seconds + " seconds\n")
        .containsPattern("Accuracy is 0\\.9[0-9]+\n");
  }

  @Test
  void theModelKnowsMuchMoreThanChance() {
    Matcher auc =
        Pattern.compile("area under ROC \\(AUC\\) +([0-9.]+)")
            .matcher(cells.get("evaluate").stdout());

    assertThat(auc.find()).isTrue();
    assertThat(Double.parseDouble(auc.group(1))).isGreaterThan(0.85);
  }

  @Test
  void aChartShowsWhatTheModelLooksAt() {
    assertThat(cells.get("importance").html())
        .contains("gain of", "current_loan_delinquency_status");
  }

  @Test
  void sampleDataIsGeneratedOnceAndUsedAgain() throws IOException {
    try (Notebook notebook = newNotebook()) {
      String output = "val rows = 500; val output = \"%s\"".formatted(temp.resolve("sample"));
      assertThat(runUpToInput(notebook, output).stdout()).startsWith("Generated 500 rows of ");

      assertThat(run(notebook, "input").stdout()).startsWith("Using the sample data in ");
    }
  }

  @Test
  void aFolderThatIsNotThereIsNamed() throws IOException {
    Path missing = temp.resolve("missing");
    try (Notebook notebook = newNotebook()) {
      runUpToInput(notebook, "val data = \"%s\"".formatted(missing));
      run(notebook, "schema").showsNothing();

      assertThat(run(notebook, "read").failed().message())
          .contains("Path does not exist", missing.toString());
    }
  }

  private static CellRun runUpToInput(Notebook notebook, String parameters) throws IOException {
    notebook.run(NotebookFile.named("mortgage.ipynb").codeCell("parameters").source());
    notebook.run(parameters).showsNothing();
    run(notebook, "setup").showsNothing();
    return run(notebook, "input").showsNothing();
  }

  private static CellRun run(Notebook notebook, String id) throws IOException {
    return notebook.run(NotebookFile.named("mortgage.ipynb").codeCell(id).source());
  }

  private static List<Object> column(String name) {
    return expected.rows().stream()
        .map(
            row ->
                row.get(
                    IntStream.range(0, written.columns().length)
                        .filter(i -> written.columns()[i].equals(name))
                        .findFirst()
                        .orElseThrow()))
        .distinct()
        .toList();
  }

  private static List<Object> values(Row row) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      values.add(row.get(i));
    }
    return values;
  }

  private static Map<List<Object>, Integer> counted(List<List<Object>> rows) {
    Map<List<Object>, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row, 1, Integer::sum));
    return counts;
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static Offset<Double> within(double right) {
    return Offset.offset(Math.abs(right) * 1e-12 + 1e-9);
  }
}
