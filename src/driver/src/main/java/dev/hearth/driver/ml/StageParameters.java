package dev.hearth.driver.ml;

import dev.hearth.driver.display.Media;
import dev.hearth.driver.display.Table;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** The parameters of a stage: first those that were set, then those that have their default. */
final class StageParameters {
  private static final int MOST_CHARS = 120;
  private static final int MOST_ELEMENTS = 12;

  private final List<List<Table.Value>> set = new ArrayList<>();
  private final List<List<Table.Value>> untouched = new ArrayList<>();
  private final Params stage;

  StageParameters(Params stage) {
    this.stage = stage;
    for (Param<?> param : stage.params()) {
      (stage.isSet(param) ? set : untouched).add(line(param));
    }
  }

  /** What was set, in one line. */
  String inShort() {
    return Arrays.stream(stage.params())
        .filter(stage::isSet)
        .map(param -> param.name() + "=" + value(param))
        .collect(Collectors.joining(", "));
  }

  /** What was set; the rest can be unfolded. */
  String html() {
    String shown =
        set.isEmpty()
            ? "<p style=\"margin:2px 0;opacity:.7\">All parameters have their defaults.</p>"
            : table(set, "set").html();
    if (untouched.isEmpty()) {
      return shown;
    }
    return shown
        + "<details><summary style=\"cursor:pointer;opacity:.7\">"
        + untouched.size()
        + " more, not set</summary>"
        + table(untouched, "not set").html()
        + "</details>";
  }

  String text() {
    return set.isEmpty() ? "" : table(set, "set").text();
  }

  private static Table table(List<List<Table.Value>> lines, String which) {
    return new Table(
        List.of(
            Table.Column.text("parameter"),
            Table.Column.text("value"),
            Table.Column.text("default"),
            Table.Column.text("meaning")),
        lines,
        lines.size() + (lines.size() == 1 ? " parameter " : " parameters ") + which,
        true);
  }

  private List<Table.Value> line(Param<?> param) {
    var standard = stage.getDefault(param);
    return List.of(
        Table.Value.text(param.name()),
        Table.Value.text(stage.isDefined(param) ? value(param) : "—"),
        Table.Value.text(standard.isDefined() ? text(standard.get()) : "—"),
        Table.Value.text(Table.cut(String.valueOf(param.doc()), 2 * MOST_CHARS)));
  }

  private String value(Param<?> param) {
    return text(stage.getOrDefault(param));
  }

  private static String text(Object value) {
    return Table.cut(
        value != null && value.getClass().isArray() ? elements(value) : plain(value), MOST_CHARS);
  }

  private static String elements(Object array) {
    int length = Array.getLength(array);
    String first =
        IntStream.range(0, Math.min(length, MOST_ELEMENTS))
            .mapToObj(i -> plain(Array.get(array, i)))
            .collect(Collectors.joining(", ", "[", ""));
    return length > MOST_ELEMENTS ? first + ", … " + length + " in all]" : first + "]";
  }

  private static String plain(Object value) {
    return value instanceof Params stage ? StageName.of(stage) : String.valueOf(value);
  }

  /** Of the stage, with its parameters below. */
  static String heading(Params stage) {
    return "<p style=\"margin:2px 0\"><b>"
        + Media.escape(StageName.of(stage))
        + "</b> <code style=\"opacity:.6\">"
        + Media.escape(stage.uid())
        + "</code></p>";
  }
}
