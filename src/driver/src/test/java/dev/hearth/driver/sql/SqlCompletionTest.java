package dev.hearth.driver.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.driver.display.Displays;
import dev.hearth.driver.kernel.Completion;
import dev.hearth.driver.kernel.Completion.Match;
import dev.hearth.driver.notebook.Notebook;
import dev.hearth.driver.notebook.TestSpark;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Completion and inspection in SQL cells. The cursor is where a bar stands. */
class SqlCompletionTest {
  private static Notebook notebook;

  @BeforeAll
  static void openNotebook() {
    notebook = new Notebook(new SqlInterpreter(TestSpark.SESSION, Displays.standard()));
    notebook.run("create or replace temp view people as select 1 as id, 'x' as first_name");
    notebook.run(
        "create or replace temp view orders as select 1 as person, struct(2 as net) as price");
  }

  @AfterAll
  static void closeNotebook() {
    notebook.close();
  }

  private static Completion complete(String marked) {
    return notebook.interpreter().complete(marked.replace("|", ""), marked.indexOf('|'));
  }

  private static List<String> texts(String marked) {
    return complete(marked).matches().stream().map(Match::text).toList();
  }

  private static String inspected(String marked) {
    return notebook
        .interpreter()
        .inspect(marked.replace("|", ""), marked.indexOf('|'), false)
        .orElseThrow()
        .data()
        .get("text/plain")
        .toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sel|; select",
        "SEL|; SELECT",
        "select fir| from people; first_name",
        "select p.fir| from people p; first_name",
        "select `fir| from people; first_name`",
        "select * from peo|; people",
        "select * from people join ord|; orders",
        "select * from people, orders where per|; person",
        "select price.n| from orders; net",
        "select o.price.n| from orders o; net",
        "select upp|; upper",
        "describe peo|; people",
        "describe extended ord|; orders"
      })
  void completes(String marked, String expected) {
    assertThat(texts(marked)).contains(expected);
  }

  @Test
  void columnsHaveTheirTypeAndReplaceWhatWasTyped() {
    Completion found = complete("select fir| from people");
    assertThat(found.start()).isEqualTo(7);
    assertThat(found.end()).isEqualTo(10);
    assertThat(found.matches()).contains(new Match("first_name", "column", "string"));
  }

  @Test
  void eachStatementStandsForItself() {
    assertThat(texts("select id from people; select per| from orders")).contains("person");
    assertThat(texts("select id from people; select i| from orders")).doesNotContain("id");
  }

  @Test
  void onlyTablesWhereATableIsExpected() {
    assertThat(texts("select * from |")).contains("people", "orders").doesNotContain("select");
  }

  @Test
  void nothingInStringsAndComments() {
    assertThat(texts("select 'peo|'")).isEmpty();
    assertThat(texts("select 1 -- peo|")).isEmpty();
  }

  @Test
  void explainsTablesColumnsAndFunctions() {
    assertThat(inspected("select * from peo|ple")).contains("|-- first_name: string");
    assertThat(inspected("select first_|name from people")).startsWith("first_name: string");
    assertThat(inspected("select o.pri|ce from orders o")).startsWith("price: struct");
    assertThat(inspected("select con|cat('a')")).contains("concat(col1, col2");
  }
}
