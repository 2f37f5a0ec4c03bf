package dev.hearth.driver.magic;

import dev.hearth.driver.display.Html;
import dev.hearth.driver.kernel.MimeBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small tables, as HTML and as text. */
final class Facts {
  private Facts() {}

  /** Names and values. */
  static MimeBundle table(Map<String, String> facts) {
    List<List<String>> rows = new ArrayList<>();
    facts.forEach((name, value) -> rows.add(List.of(name, value)));
    return table(List.of(), rows);
  }

  /**
   * @param header may be empty
   */
  static MimeBundle table(List<String> header, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>(rows);
    if (!header.isEmpty()) {
      all.add(0, header);
    }
    return MimeBundle.html(html(header, rows), text(all));
  }

  private static String html(List<String> header, List<List<String>> rows) {
    StringBuilder html = new StringBuilder("<table>");
    if (!header.isEmpty()) {
      html.append("<thead>");
      row(html, header, "th");
      html.append("</thead>");
    }
    html.append("<tbody>");
    rows.forEach(row -> row(html, row, "td"));
    return html.append("</tbody></table>").toString();
  }

  private static void row(StringBuilder html, List<String> cells, String tag) {
    html.append("<tr>");
    for (String cell : cells) {
      html.append('<').append(tag).append(" style=\"text-align:left\">");
      html.append(linked(cell)).append("</").append(tag).append('>');
    }
    html.append("</tr>");
  }

  private static String linked(String cell) {
    String escaped = Html.escape(cell);
    return cell.matches("https?://\\S+")
        ? "<a href=\"" + escaped + "\" target=\"_blank\">" + escaped + "</a>"
        : escaped;
  }

  private static String text(List<List<String>> rows) {
    int columns = rows.isEmpty() ? 0 : rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString().stripTrailing();
  }
}
