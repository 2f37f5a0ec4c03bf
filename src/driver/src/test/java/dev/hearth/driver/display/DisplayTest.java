package dev.hearth.driver.display;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.driver.kernel.MimeBundle;
import dev.hearth.driver.notebook.TestSpark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.junit.jupiter.api.Test;

/** How values look. */
class DisplayTest {
  private final Displays displays = Displays.standard();

  @Test
  void aDatasetIsATableWithTheTypesOfItsColumns() {
    MimeBundle shown = render(sql("select 1 as id, 'Ada' as name, null as nothing"));
    assertThat(html(shown))
        .contains("id<br><small style=\"opacity:.6;font-weight:normal\">int</small></th>")
        .containsPattern("text-align:right[^>]*>1</td><td style=\"text-align:left\">Ada</td>")
        .contains("null</i></td>", ">1 row</caption>");
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
    assertThat(html(shown)).contains(">showing the first 20 rows; there are more</caption>");
    assertThat(html(shown).split("<tr>")).hasSize(1 + 1 + 20);
    assertThat(text(shown)).endsWith("showing the first 20 rows; there are more\n");
  }

  @Test
  void exactlyAsManyRowsAsTheLimitAreAll() {
    MimeBundle shown = render(TestSpark.SESSION.range(20).toDF());
    assertThat(html(shown)).contains(">20 rows</caption>");
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
    assertThat(html(shown)).contains("x…</td>").containsPattern("title=\"x{2000}…\"");
    String fields = "named_struct(" + "'field_with_a_name', 1, ".repeat(20) + "'z', 1)";
    assertThat(html(render(sql("select " + fields + " as s")))).contains("struct&lt;", "…</small>");
  }

  @Test
  void nestedValuesAreReadable() {
    MimeBundle shown =
        render(
            sql(
                "select array(1, 2) as a, map('k', 1) as m, struct(1 as x, 'y' as z) as s, X'0AFF' as b"));
    assertThat(text(shown)).contains("[1, 2]", "{k: 1}", "{x: 1, z: y}", "0x0AFF");
  }

  @Test
  void emptyDatasetsAndSuchWithoutColumnsAreShown() {
    assertThat(text(render(TestSpark.SESSION.range(0).toDF()))).contains("| id|");
    assertThat(html(render(TestSpark.SESSION.range(2).select()))).contains(">2 rows</caption>");
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
  void programsGetTheRowsWithTheirTypes() {
    MimeBundle shown =
        render(
            sql(
                "select 1 as i, 9007199254740993L as l, double('NaN') as d, 1.50BD as e, true as b,"
                    + " date'2024-02-29' as day, named_struct('x', 1) as s, null as n, 7 as i"));
    assertThat(shown.data().get("application/vnd.dataresource+json")).isEqualTo(resource());
  }

  private static Map<String, Object> resource() {
    Map<String, Object> row = new HashMap<>();
    row.put("i", 1L);
    row.put("l", "9007199254740993");
    row.put("d", "NaN");
    row.put("e", "1.50");
    row.put("b", true);
    row.put("day", "2024-02-29");
    row.put("s", Map.of("x", 1));
    row.put("n", null);
    row.put("i (2)", 7L);
    List<Map<String, String>> fields =
        Stream.of(
                "i:integer",
                "l:integer",
                "d:number",
                "e:number",
                "b:boolean",
                "day:date",
                "s:object",
                "n:string",
                "i (2):integer")
            .map(field -> field.split(":"))
            .map(field -> Map.of("name", field[0], "type", field[1]))
            .toList();
    return Map.of(
        "profile",
        "tabular-data-resource",
        "schema",
        Map.of("fields", fields),
        "data",
        List.of(row));
  }

  @Test
  void timesAreInTheZoneOfTheSession() {
    String zone = TestSpark.SESSION.conf().get("spark.sql.session.timeZone");
    TestSpark.SESSION.conf().set("spark.sql.session.timeZone", "Asia/Tokyo");
    try {
      assertThat(text(render(sql("select timestamp_seconds(0) as t"))))
          .contains("1970-01-01 09:00");
    } finally {
      TestSpark.SESSION.conf().set("spark.sql.session.timeZone", zone);
    }
  }

  @Test
  void whatReachesTheDriverIsBoundedHoweverLargeTheValuesAre() {
    MimeBundle shown =
        render(sql("select array_repeat(repeat('x', 1000), 1000) as a, repeat('y', 100000) as s"));
    assertThat(shown.data().toString()).hasSizeLessThan(20_000);
  }

  @Test
  void ofVeryManyColumnsTheFirstAreShown() {
    String columns =
        IntStream.range(0, 300).mapToObj(i -> "1 as c" + i).collect(Collectors.joining(", "));
    assertThat(html(render(sql("select " + columns))))
        .contains("1 row; the first 250 columns, 50 are not shown");
  }

  @Test
  void otherValuesAreTextWithTheirNameAndType() {
    assertThat(text(displays.renderResult("res0", "Int", 5).orElseThrow()))
        .isEqualTo("res0: Int = 5");
    assertThat(text(displays.renderResult("res1", "String", "a\nb").orElseThrow()))
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
