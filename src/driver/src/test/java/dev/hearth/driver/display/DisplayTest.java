package dev.hearth.driver.display;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.driver.kernel.MimeBundle;
import dev.hearth.driver.notebook.TestSpark;
import org.apache.spark.sql.Dataset;
import org.junit.jupiter.api.Test;

/** How values look. */
class DisplayTest {
  private final Displays displays = Displays.standard();

  @Test
  void aDatasetIsATableWithTheTypesOfItsColumns() {
    MimeBundle shown = render(sql("select 1 as id, 'Ada' as name, null as nothing"));
    assertThat(html(shown))
        .contains("<th>id<br><small>int</small></th>")
        .contains("<td style=\"text-align: right\">1</td><td>Ada</td>")
        .contains("<p>1 row</p>");
    assertThat(text(shown))
        .isEqualTo(
            """
            +---+----+-------+
            | id|name|nothing|
            +---+----+-------+
            |  1| Ada|   NULL|
            +---+----+-------+
            """);
  }

  @Test
  void whatComesFromDataOrNamesIsEscaped() {
    MimeBundle shown = render(sql("select '<script>alert(1)</script> & \"' as `<b>'x'</b>`"));
    assertThat(html(shown))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;")
        .contains("&lt;b&gt;&#39;x&#39;&lt;/b&gt;")
        .doesNotContain("<script", "<b>");
  }

  @Test
  void theFirstRowsAreShownAndThatThereAreMore() {
    MimeBundle shown = render(TestSpark.SESSION.range(1000).toDF());
    assertThat(html(shown)).contains("<p>showing the first 20 rows; there are more</p>");
    assertThat(html(shown).split("<tr>")).hasSize(1 + 1 + 20);
    assertThat(text(shown)).endsWith("showing the first 20 rows; there are more\n");
  }

  @Test
  void exactlyAsManyRowsAsTheLimitAreAll() {
    MimeBundle shown = render(TestSpark.SESSION.range(20).toDF());
    assertThat(html(shown)).contains("<p>20 rows</p>");
  }

  @Test
  void fetchingTheFirstRowsDoesNotComputeTheOthers() {
    Dataset<?> failsLate =
        sql(
            "select if(id < 30, id, raise_error('computed a row that is not shown')) as id from range(0, 1000, 1, 1)");
    assertThat(text(render(failsLate))).contains("| 19|");
  }

  @Test
  void longValuesAndTypesAreCut() {
    MimeBundle shown = render(sql("select repeat('x', 100000) as long"));
    assertThat(text(shown)).contains("x...").hasSizeLessThan(2000);
    String fields = "named_struct(" + "'field_with_a_name', 1, ".repeat(20) + "'z', 1)";
    assertThat(html(render(sql("select " + fields + " as s"))))
        .contains("struct&lt;", "...</small>");
  }

  @Test
  void nestedValuesAreReadable() {
    MimeBundle shown =
        render(
            sql(
                "select array(1, 2) as a, map('k', 1) as m, struct(1 as x, 'y' as z) as s, X'0AFF' as b"));
    assertThat(text(shown)).contains("[1, 2]", "{k -> 1}", "{1, y}", "[0A FF]");
  }

  @Test
  void emptyDatasetsAndSuchWithoutColumnsAreShown() {
    assertThat(text(render(TestSpark.SESSION.range(0).toDF()))).contains("| id|");
    assertThat(html(render(TestSpark.SESSION.range(2).select()))).contains("<p>2 rows</p>");
  }

  @Test
  void columnsOfTheSameNameAreShownSideBySide() {
    assertThat(text(render(sql("select 1 as x, 2 as x")))).contains("|  1|  2|");
  }

  @Test
  void aStreamingDataFrameShowsItsColumns() {
    Dataset<?> stream = TestSpark.SESSION.readStream().format("rate").load();
    assertThat(text(render(stream))).contains("streaming", "timestamp: timestamp");
  }

  @Test
  void otherValuesAreTextWithTheirNameAndType() {
    assertThat(text(displays.renderResult("res0", "Int", 5))).isEqualTo("res0: Int = 5");
    assertThat(text(displays.renderResult("res1", "String", "a\nb")))
        .isEqualTo("res1: String =\na\nb");
  }

  private MimeBundle render(Object value) {
    return displays.render(value);
  }

  private static Dataset<?> sql(String query) {
    return TestSpark.SESSION.sql(query);
  }

  private static String html(MimeBundle shown) {
    return (String) shown.data().get("text/html");
  }

  private static String text(MimeBundle shown) {
    return (String) shown.data().get("text/plain");
  }
}
