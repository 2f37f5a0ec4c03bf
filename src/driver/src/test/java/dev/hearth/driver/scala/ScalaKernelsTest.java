package dev.hearth.driver.scala;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hearth.driver.display.Displays;
import dev.hearth.driver.kernel.Interpreter.Completeness;
import dev.hearth.driver.notebook.Notebook;
import dev.hearth.driver.notebook.TestSpark;
import dev.hearth.protocol.message.IsComplete.Verdict;
import java.io.ObjectStreamClass;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several Scala kernels in one driver, and what they have besides running cells. */
class ScalaKernelsTest {

  @Test
  void kernelsDoNotSeeEachOthersClassesNorMixThemUpOnExecutors() {
    try (Notebook one = newNotebook();
        Notebook two = newNotebook()) {
      String[] use = {"sc.parallelize(1 to 2, 2).map(i => new Item(i).twice).collect().toList"};
      one.run("class Item(n: Int) extends Serializable { def twice = \"one \" + 2 * n }");
      two.run("class Item(n: Int) extends Serializable { def twice = 200 * n }");
      assertThat(one.run(use).text()).endsWith("List[String] = List(one 2, one 4)");
      assertThat(two.run(use).text()).endsWith("List[Int] = List(200, 400)");
      assertThat(one.run(use).text()).endsWith("List[String] = List(one 2, one 4)");
      one.run("case class Pair(a: Int)", "val pairs = Seq(Pair(1)).toDS()");
      two.run("case class Pair(b: String)", "val pairs = Seq(Pair(\"x\")).toDS()");
      assertThat(one.run("pairs.map(_.a + 1).collect().toList").text()).endsWith("List(2)");
      assertThat(two.run("pairs.map(_.b * 2).collect().toList").text()).endsWith("List(xx)");
    }
  }

  @Test
  void kernelsOfASessionShareItsViews() {
    try (Notebook one = newNotebook();
        Notebook two = newNotebook()) {
      one.run("spark.range(5).createOrReplaceTempView(\"shared\")");
      assertThat(two.run("spark.table(\"shared\").count()").text()).endsWith("Long = 5");
    }
  }

  @Test
  void kernelsWithSessionsOfTheirOwnShareCachesAndGlobalViewsOnly() {
    try (Notebook one = new Notebook(interpreterOf(TestSpark.SESSION.newSession()));
        Notebook two = new Notebook(interpreterOf(TestSpark.SESSION.newSession()))) {
      one.run("spark.range(5).createOrReplaceTempView(\"mine\")").succeeded();
      one.run("spark.range(7).createOrReplaceGlobalTempView(\"ours\")").succeeded();
      one.run("spark.conf.set(\"spark.sql.shuffle.partitions\", 3)").succeeded();
      assertThat(two.run("spark.catalog.tableExists(\"mine\")").text()).endsWith("= false");
      assertThat(two.run("spark.table(\"global_temp.ours\").count()").text()).endsWith("= 7");
      assertThat(two.run("spark.conf.get(\"spark.sql.shuffle.partitions\")").text())
          .doesNotEndWith("= 3");
    }
  }

  @Test
  void classesOfTheSameNameAreKeptApartAlsoWhenTwoKernelsUseThemAtOnce() {
    try (Notebook one = newNotebook();
        Notebook two = newNotebook()) {
      one.run("case class Loan(id: Long, rate: Double)").succeeded();
      two.run("case class Loan(name: String)").succeeded();
      for (int i = 0; i < 3; i++) {
        var first =
            one.start("spark.range(0, 200, 1, 4).map(i => Loan(i, 0.5)).map(_.rate).collect().sum");
        var second =
            two.start(
                "spark.range(0, 200, 1, 4).map(i => Loan(s\"n$i\")).map(_.name.length).collect().sum");
        assertThat(first.join().text()).endsWith("Double = 100.0");
        assertThat(second.join().text()).endsWith("Int = 690");
      }
    }
  }

  private static ScalaInterpreter interpreterOf(SparkSession session) {
    return new ScalaInterpreter(session, TestSpark.CLASSES, Displays.standard());
  }

  @Test
  void warmingUpLeavesNoTraceForTheUser() {
    try (Notebook notebook = newNotebook()) {
      ((ScalaInterpreter) notebook.interpreter()).warmUp();
      assertThat(notebook.run("1 + 1").text()).isEqualTo("res0: Int = 2");
    }
  }

  @Test
  void veryLongCellsWork() {
    try (Notebook notebook = newNotebook()) {
      String comments = "// a line that says nothing at all\n".repeat(5000);
      String sum = "def sum =\n" + "  1 +\n".repeat(200) + "  0\n";
      String text = "val text = \"\"\"" + "x".repeat(30_000) + "\"\"\"\n";
      assertThat(notebook.run(comments + sum + text + "sum + text.length").text())
          .endsWith("Int = 30200");
      assertThat(notebook.run("\n".repeat(5000) + "wrong").traceback()).startsWith("cell2:5001:1:");
    }
  }

  @Test
  void whatTheCompilerCannotDoIsAnErrorOfTheCell() {
    try (Notebook notebook = newNotebook()) {
      assertThat(notebook.run("val n =\n" + "  1 +\n".repeat(100_000) + "  0").traceback())
          .startsWith("The compiler ran out of stack");
      assertThat(notebook.run("1").text()).endsWith("Int = 1");
    }
  }

  @Test
  void aClosedInterpreterIsForgotten() {
    // Whoever holds a class of a cell holds the loader, and the loader holds the compiler.
    WeakReference<?> loader = loaderOfAnInterpreterThatWasUsedAndClosed();
    // A thread of Spark's executor holds the loader of its last task, until it has another one or
    // has been idle for a minute.
    await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> {
              System.gc();
              // Java's serialisation drops the classes that it remembers when it is next used.
              ObjectStreamClass.lookup(String.class);
              return loader.refersTo(null);
            });
  }

  private static WeakReference<?> loaderOfAnInterpreterThatWasUsedAndClosed() {
    try (Notebook notebook = newNotebook()) {
      notebook.run("case class Big(n: Int)", "val big = new Array[Byte](10000000)", "big.length");
      notebook.run("spark.range(10).map(_ + big.length).collect()");
      notebook.run("sc.parallelize(1 to 2).map(Big(_)).collect()");
      notebook.run("wrong");
      notebook
          .run(
              "System.getProperties.put(\"loader\",",
              "  new java.lang.ref.WeakReference(classOf[Big].getClassLoader))")
          .succeeded();
    }
    return (WeakReference<?>) System.getProperties().remove("loader");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1 + 1", "", "// nothing", "val x = 1\nx", "def f = {\n1\n}", "%%sql\nselect"})
  void completeCode(String code) {
    assertThat(COMPLETENESS.completeness(code)).isEqualTo(Completeness.COMPLETE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"def f = {", "foo(", "val x =", "/* open", "\"\"\"text", "class A {\n def f = 1"})
  void incompleteCode(String code) {
    assertThat(COMPLETENESS.completeness(code).verdict()).isEqualTo(Verdict.INCOMPLETE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"}", "val s = \"open", "val = 1"})
  void invalidCode(String code) {
    assertThat(COMPLETENESS.completeness(code)).isEqualTo(Completeness.INVALID);
  }

  private static final ScalaInterpreter COMPLETENESS = newInterpreter();

  private static Notebook newNotebook() {
    return new Notebook(newInterpreter());
  }

  private static ScalaInterpreter newInterpreter() {
    return new ScalaInterpreter(TestSpark.SESSION, TestSpark.CLASSES, Displays.standard());
  }
}
