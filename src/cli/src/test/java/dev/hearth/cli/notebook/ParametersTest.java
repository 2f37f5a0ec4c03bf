package dev.hearth.cli.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.client.Failure;
import dev.hearth.protocol.message.Json;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
  private static Notebook notebook(String... parametersThenOthers) {
    ObjectNode root = Json.mapper().createObjectNode();
    root.put("nbformat", 4).put("nbformat_minor", 5);
    for (int i = 0; i < parametersThenOthers.length; i++) {
      ObjectNode cell = root.withArray("/cells").addObject();
      cell.put("cell_type", "code").put("id", "c" + i).put("source", parametersThenOthers[i]);
      cell.putArray("outputs");
      if (i == 0) {
        cell.putObject("metadata").putArray("tags").add("parameters");
      }
    }
    return new Notebook(root);
  }

  private static List<Parameter> values(String... texts) {
    return Arrays.stream(texts).map(Parameter::parse).collect(Collectors.toList());
  }

  private static String injected(String language, String declared, String... values) {
    Notebook notebook = notebook(declared, "rest");
    Parameters.inject(notebook, values(values), language);
    Cell cell = notebook.cells().get(1);
    assertThat(cell.tags()).containsExactly("injected-parameters");
    return cell.source();
  }

  @Test
  void standInACellOfTheirOwnAfterTheDefaults() {
    Notebook notebook = notebook("val rows = 10", "println(rows)");

    List<String> warnings = Parameters.inject(notebook, values("rows=5"), "scala");

    assertThat(warnings).isEmpty();
    assertThat(notebook.cells())
        .extracting(Cell::source)
        .containsExactly("val rows = 10", "// Parameters\nval rows = 5", "println(rows)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "5|5",
        "-7|-7",
        "3000000000|3000000000L",
        "99999999999999999999|\"99999999999999999999\"",
        "0.5|0.5",
        "1e6|1000000.0",
        "true|true",
        "false|false",
        "yes|\"yes\"",
        "2026-01-31|\"2026-01-31\"",
        "a \"b\" \\c|\"a \\\"b\\\" \\\\c\"",
        "~~|\"\""
      })
  void scalaTypesFollowFromTheValueWhereTheNotebookSaysNothing(String value, String literal) {
    assertThat(injected("scala", "", "x=" + value)).isEqualTo("// Parameters\nval x = " + literal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "val x: Long = 10|5|5L",
        "val x = 10L|5|5L",
        "val x = 1.5|2|2.0",
        "val x: Double = 1|2|2.0",
        "val x = 0.5f|0.25|0.25f",
        "val x = \"02134\"|02135|\"02135\"",
        "val x: String = sys.env(\"X\")|true|\"true\"",
        "var x = 1_000 // rows|7|7",
        "lazy val x = Seq(1)|7|7",
        "val x = true|false|false"
      })
  void scalaTypesAreThoseOfTheDefaults(String declared, String value, String literal) {
    assertThat(injected("scala", declared, "x=" + value))
        .isEqualTo("// Parameters\nval x = " + literal);
  }

  @ParameterizedTest
  @CsvSource({"val x = 1,many", "val x = 1L,1.5", "val x = 0.5,half", "val x = true,1"})
  void aValueThatCannotBeIsRefused(String declared, String value) {
    assertThatThrownBy(() -> injected("scala", declared, "x=" + value))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("--param x=" + value + ": the notebook wants");
  }

  @Test
  void noValueCanBreakOutOfAScalaString() {
    assertThat(injected("scala", "val x = \"\"", "x=\"; sys.exit() //\n\u0000"))
        .isEqualTo("// Parameters\nval x = \"\\\"; sys.exit() //\\n\\u0000\"");
  }

  @Test
  void pythonHasItsOwnLiterals() {
    String declared = "a = 1\nb: str = 'x'\nc = True";
    assertThat(injected("python", declared, "a=2.5", "b=2", "c=false", "d=it's"))
        .isEqualTo("# Parameters\na = 2.5\nb = \"2\"\nc = False\nd = \"it's\"");
  }

  @Test
  void sqlSetsWhatTheNotebookDeclares() {
    String declared = "DECLARE OR REPLACE VARIABLE day STRING DEFAULT 'x';\nSET top = 10;";
    assertThat(injected("sql", declared, "day=it's", "top=5"))
        .isEqualTo("-- Parameters\nSET VAR day = 'it\\'s';\nSET top=5;");
    assertThat(injected("sql", "SET x=1", "x=a;b")).endsWith("SET x=`a;b`;");
  }

  @Test
  void anUnknownNameIsWarnedOfWithTheKnownOnes() {
    Notebook notebook = notebook("val rows = 10\nval seed = 1L");

    List<String> warnings = Parameters.inject(notebook, values("row=5"), "scala");

    assertThat(warnings).containsExactly("the notebook has no parameter row; it has rows, seed");
  }

  @Test
  void withoutADeclaringCellTheyComeFirst() {
    Notebook notebook = notebook("println(1)");
    ((ObjectNode) notebook.cells().get(0).node().path("metadata")).putArray("tags");

    List<String> warnings = Parameters.inject(notebook, values("x=1"), "scala");

    assertThat(warnings).hasSize(1).first().asString().contains("tagged 'parameters'");
    assertThat(notebook.cells().get(0).source()).contains("val x = 1");
  }

  @Test
  void thoseOfAnEarlierRunAreReplaced() {
    Notebook notebook = notebook("val x = 1", "x");
    Parameters.inject(notebook, values("x=2"), "scala");

    Parameters.inject(notebook, values("x=3"), "scala");

    assertThat(notebook.cells())
        .extracting(Cell::source)
        .containsExactly("val x = 1", "// Parameters\nval x = 3", "x");
  }

  @Test
  void withoutParametersNothingIsInserted() {
    Notebook notebook = notebook("val x = 1");
    assertThat(Parameters.inject(notebook, List.of(), "text")).isEmpty();
    assertThat(notebook.cells()).hasSize(1);
  }

  @Test
  void aLanguageWithoutParametersSaysSo() {
    assertThatThrownBy(() -> injected("text", "", "x=1"))
        .hasMessageContaining("a kernel whose language is text");
  }

  @Test
  void aParameterIsANameAndAValue() {
    assertThat(Parameter.parse("k=a=b")).isEqualTo(new Parameter("k", "a=b"));
    assertThat(Parameter.parse("k=")).isEqualTo(new Parameter("k", ""));
    for (String wrong : List.of("k", "=v", "1a=2", "a b=1", "a;b=1")) {
      assertThatThrownBy(() -> Parameter.parse(wrong)).hasMessageContaining("expected name=value");
    }
  }
}
