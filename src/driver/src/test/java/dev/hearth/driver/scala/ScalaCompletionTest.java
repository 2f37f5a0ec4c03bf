package dev.hearth.driver.scala;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.driver.display.Displays;
import dev.hearth.driver.kernel.Completion;
import dev.hearth.driver.kernel.Completion.Match;
import dev.hearth.driver.kernel.MimeBundle;
import dev.hearth.driver.notebook.Notebook;
import dev.hearth.driver.notebook.TestSpark;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Completion and inspection in Scala cells. The cursor is where a bar stands. */
class ScalaCompletionTest {
  private static Notebook notebook;

  @BeforeAll
  static void openNotebook() {
    notebook =
        new Notebook(
            new ScalaInterpreter(TestSpark.SESSION, TestSpark.CLASSES, Displays.standard()));
    notebook.run(
        "case class Place(city: String, zip: Int)",
        "case class Loan(id: Long, state: String, place: Place)",
        "val loans = Seq(Loan(1, \"CA\", Place(\"LA\", 9))).toDF()",
        "val others = spark.range(3).toDF(\"other_id\")",
        "val answer = 42",
        "lazy val never: Int = sys.error(\"was forced\")",
        "loans.createOrReplaceTempView(\"loan_view\")");
  }

  @AfterAll
  static void closeNotebook() {
    notebook.close();
  }

  private static Completion complete(String marked) {
    int cursor = marked.indexOf('|');
    return notebook.interpreter().complete(marked.replace("|", ""), cursor);
  }

  private static List<String> texts(String marked) {
    return complete(marked).matches().stream().map(Match::text).toList();
  }

  private static Optional<MimeBundle> inspect(String marked) {
    int cursor = marked.indexOf('|');
    return notebook.interpreter().inspect(marked.replace("|", ""), cursor, false);
  }

  private static String inspected(String marked) {
    return inspect(marked).orElseThrow().data().get("text/plain").toString();
  }

  @Test
  void membersOfWhatEarlierCellsDefined() {
    Completion found = complete("loans.gro|");
    assertThat(found.start()).isEqualTo(6);
    assertThat(found.end()).isEqualTo(9);
    Match groupBy =
        found.matches().stream().filter(m -> m.text().equals("groupBy")).findFirst().orElseThrow();
    assertThat(groupBy.kind()).isEqualTo("function");
    assertThat(groupBy.signature()).contains("RelationalGroupedDataset");
  }

  @Test
  void namesOfTheSameCell() {
    assertThat(texts("val fruit = List(1)\nfru|")).contains("fruit");
    assertThat(texts("val fruit = List(1)\nfruit.headO|")).containsExactly("headOption");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "import org.apache.spark.sql.Dat|; Dataset",
        "import java.ti|; time",
        "ans|; answer",
        "loans.wCR|; withColumnRenamed",
        "val x = loans.sel| + y ; select",
        "answer.toBin|; toBinaryString",
        "Loan(1, null, null).pl|; place",
        "spark.ra|; range",
        "loans.filter(_.getAs[Int](0) == 1).cou|; count"
      })
  void findsNames(String marked, String expected) {
    assertThat(texts(marked)).contains(expected);
  }

  @Test
  void ownMembersComeBeforeThoseOfEveryObject() {
    List<String> members = texts("answer.|");
    assertThat(members.indexOf("toDouble")).isLessThan(members.indexOf("hashCode"));
    assertThat(members).noneMatch(name -> name.contains("$"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "loans.select(\"sta|\")",
        "loans.select(\"id\", \"sta|",
        "loans.filter($\"sta|",
        "loans.where(col(\"sta|\") === 1)",
        "loans(\"sta|\")",
        "loans.filter(\"id > 1 and sta|\")",
        "loans\n  .groupBy(\"id\")\n  .agg(max(\"sta|\"))",
        "spark.sql(\"select sta| from loan_view\")",
        "sql(\"\"\"select v.sta| \n from loan_view v\"\"\")"
      })
  void columnsInStrings(String marked) {
    Completion found = complete(marked);
    assertThat(found.matches()).contains(new Match("state", "column", "string"));
    assertThat(marked.substring(found.start(), marked.indexOf('|'))).isEqualTo("sta");
  }

  @Test
  void onlyColumnsOfTheDatasetInQuestion() {
    assertThat(texts("loans.select(\"|\")")).containsExactly("id", "state", "place");
    assertThat(texts("others.select(\"|\")")).containsExactly("other_id");
    assertThat(texts("col(\"|\")")).contains("id", "other_id");
    assertThat(texts("loans.select(\"place.|\")")).containsExactly("city", "zip");
  }

  @Test
  void tablesInStrings() {
    assertThat(texts("spark.table(\"loan|\")")).containsExactly("loan_view");
    assertThat(texts("sql(\"select * from lo|\")")).containsExactly("loan_view");
  }

  @Test
  void nothingInCommentsAndOtherStrings() {
    assertThat(texts("// loans.sel|")).isEmpty();
    assertThat(texts("/* loans.\n sel|")).isEmpty();
    assertThat(texts("println(\"sta|\")")).isEmpty();
  }

  @Test
  void charactersBeyondTheBasicPlaneCount() {
    Completion found = complete("val s = \"\uD83D\uDE00\"; loans.gro|");
    assertThat(found.matches()).extracting(Match::text).contains("groupBy");
  }

  @Test
  void leavesNoTrace() {
    texts("val half = loans.|");
    texts("val broken = (|");
    assertThat(notebook.run("1 + 1").text()).matches("res\\d+: Int = 2");
    String before = notebook.run("1 + 1").text().replaceAll("\\D*(\\d+):.*", "$1");
    texts("answer.to|");
    String after = notebook.run("1 + 1").text().replaceAll("\\D*(\\d+):.*", "$1");
    assertThat(Integer.parseInt(after)).isEqualTo(Integer.parseInt(before) + 1);
  }

  @Test
  void explainsAMethodWithItsOverloads() {
    assertThat(inspected("loans.gro|upBy"))
        .contains("def groupBy(cols: Column*)", "def groupBy(col1: String, cols: String*)")
        .contains("https://spark.apache.org/docs/")
        .contains("/org/apache/spark/sql/Dataset.html");
    assertThat(inspected("loans.groupBy(|")).contains("def groupBy");
  }

  @Test
  void explainsAValueByItsTypeAndContent() {
    assertThat(inspected("answ|er + 1")).contains("val answer: Int").contains("42");
    assertThat(inspected("loa|ns")).contains("DataFrame").contains("|-- state: string");
  }

  @Test
  void explainsColumnsAndTablesInStrings() {
    assertThat(inspected("loans.select(\"sta|te\")")).startsWith("state: string");
    assertThat(inspected("spark.table(\"loan|_view\")")).contains("|-- place: struct");
    assertThat(inspected("sql(\"select upp|er(state) from loan_view\")")).contains("uppercase");
  }

  @Test
  void knowsNothingOfWhatIsNotThere() {
    assertThat(inspect("nonsen|se")).isEmpty();
    assertThat(inspect("1 + 1|")).isEmpty();
    assertThat(inspect("|")).isEmpty();
  }

  @Test
  void forcesNoLazyValue() {
    assertThat(inspected("nev|er")).contains("never: Int");
    assertThat(texts("nev|")).containsExactly("never");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "def f() = {|2",
        "val x =|2",
        "  list.map {|4",
        "foo(1,|2",
        "f(1 +|2",
        "f( // (((|2",
        "f(\"((\",|2",
        "val s = \"\"\"abc|0"
      })
  void anUnfinishedCellIsIndented(String code, int blanks) {
    assertThat(notebook.interpreter().completeness(code).indent()).hasSize(blanks);
  }

  @Test
  void aLineIsCompletedAlsoWhereOthersDoNotCompile() {
    assertThat(texts("loans.\nval x = answer.toBin|")).contains("toBinaryString");
    assertThat(texts("nonsense(\nval y =\nloans.withColumnR|\n) bad bad"))
        .contains("withColumnRenamed");
  }

  @Test
  void signaturesReadAsInScala() {
    assertThat(complete("loans.withColumnRen|").matches())
        .contains(
            new Match(
                "withColumnRenamed",
                "function",
                "(existingName: String, newName: String): DataFrame"));
    assertThat(complete("answ|").matches())
        .containsExactly(new Match("answer", "instance", ": Int"));
  }

  @Test
  void interpolatedCodeIsCode() {
    assertThat(texts("s\"it is ${answer.toBin|}\"")).contains("toBinaryString");
    assertThat(texts("spark.sql(s\"select ${answer} as n, sta| from loan_view\")"))
        .containsExactly("state", "stack", "startswith");
  }

  @Test
  void theNameAroundTheCursorIsReplacedWhole() {
    String code = "loans.sel|ect";
    Completion found = complete(code);
    assertThat(found.start()).isEqualTo("loans.".length());
    assertThat(found.end()).isEqualTo("loans.select".length());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "val few = loans.limit(3)\\nfew.select(\"|\"); id,state,place",
        "loans.count()\\nothers.agg(max(\"|\")); other_id",
        "others.join(loans.select(\"|\")); id,state,place",
        "others.withColumn(\"twice\", $\"other_id\" * 2).select(\"|\"); other_id,twice",
        "others.select(col(\"other_id\"), col(\"|\")); other_id"
      })
  void theDatasetInQuestionIsThatOfTheNearestCall(String marked, String expected) {
    String code = marked.replace("\\n", "\n");
    assertThat(texts(code)).containsExactly(expected.split(","));
  }

  @Test
  void whatCellsDefinedComesFirst() {
    assertThat(texts("lo|").get(0)).isEqualTo("loans");
    assertThat(texts("answ|")).first().isEqualTo("answer");
    assertThat(texts("whi|")).contains("while");
  }

  @Test
  void aRedefinedNameHasItsNewType() {
    try (Notebook other = new Notebook(newInterpreter())) {
      other.run("val thing = 1");
      assertThat(texts(other, "thing.toBin|")).contains("toBinaryString");
      other.run("val thing = \"text\"");
      assertThat(texts(other, "thing.toBin|")).isEmpty();
      assertThat(texts(other, "thing.toUpp|")).containsExactly("toUpperCase");
    }
  }

  @Test
  void aCellThatRunsHoldsNothingUp() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    System.getProperties().put("hearth.test.done", done);
    var cell =
        notebook.start(
            "System.getProperties.get(\"hearth.test.done\")",
            "  .asInstanceOf[java.util.concurrent.CountDownLatch].await()");
    assertThat(texts("loans.gro|")).contains("groupBy");
    done.countDown();
    cell.join();
    System.getProperties().remove("hearth.test.done");
  }

  @Test
  void manyCompletionsLeaveNothingBehind() {
    for (int i = 0; i < 1_200; i++) {
      texts("val n" + i + " = loans.gro|");
    }
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("Scala Presentation"))
                    .hasSizeLessThan(20));
    String next = notebook.run("1 + 1").text().replaceAll("\\D*(\\d+):.*", "$1");
    texts("1 + 1|");
    String afterwards = notebook.run("1 + 1").text().replaceAll("\\D*(\\d+):.*", "$1");
    assertThat(Integer.parseInt(afterwards)).isEqualTo(Integer.parseInt(next) + 1);
  }

  private static ScalaInterpreter newInterpreter() {
    return new ScalaInterpreter(TestSpark.SESSION, TestSpark.CLASSES, Displays.standard());
  }

  private static List<String> texts(Notebook of, String marked) {
    int cursor = marked.indexOf('|');
    return of.interpreter().complete(marked.replace("|", ""), cursor).matches().stream()
        .map(Match::text)
        .toList();
  }
}
