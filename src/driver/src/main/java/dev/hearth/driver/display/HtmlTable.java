package dev.hearth.driver.display;

import java.util.List;

/**
 * A table as HTML; all its text is escaped. Its style stands in the elements, because clients drop
 * style sheets from notebooks that they do not trust, and names no colour, so that it suits light
 * and dark themes.
 */
final class HtmlTable {
  /** Longer values are cut; the rest can be read in a tooltip. */
  private static final int MOST_SHOWN = 200;

  private static final int MOST_IN_TOOLTIP = 2_000;
  private static final String LEFT = "text-align:left";
  private static final String RIGHT = "text-align:right;font-variant-numeric:tabular-nums";

  private final Table table;
  private final StringBuilder html = new StringBuilder();

  private HtmlTable(Table table) {
    this.table = table;
  }

  static String of(Table table) {
    return new HtmlTable(table).draw();
  }

  private String draw() {
    html.append("<div style=\"overflow-x:auto;max-width:100%\">\n");
    html.append("<table class=\"dataframe\" style=\"border-collapse:collapse;margin:0\">\n");
    html.append("<caption style=\"caption-side:bottom;text-align:left;padding:4px 0;opacity:.7\">");
    html.append(Html.escape(table.note())).append("</caption>\n<thead>\n<tr>");
    table.columns().forEach(this::header);
    html.append("</tr>\n</thead>\n<tbody>\n");
    for (List<Table.Value> row : table.rows()) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        cell(table.columns().get(i), row.get(i));
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody>\n</table>\n</div>").toString();
  }

  private void header(Table.Column column) {
    html.append("<th scope=\"col\" style=\"vertical-align:bottom;").append(align(column));
    html.append("\">").append(Html.escape(Table.cut(column.name(), MOST_SHOWN)));
    if (!column.type().isEmpty()) {
      String shown = Table.cut(column.type(), 60);
      html.append("<br><small style=\"opacity:.6;font-weight:normal\"");
      if (!shown.equals(column.type())) {
        html.append(" title=\"").append(tooltip(column.type())).append('"');
      }
      html.append('>').append(Html.escape(shown)).append("</small>");
    }
    html.append("</th>");
  }

  private void cell(Table.Column column, Table.Value value) {
    if (value.isNull()) {
      html.append("<td style=\"").append(align(column));
      html.append("\"><i style=\"opacity:.5\">null</i></td>");
      return;
    }
    String shown = Table.cut(value.text(), MOST_SHOWN);
    html.append("<td style=\"").append(align(column)).append('"');
    if (!shown.equals(value.text())) {
      html.append(" title=\"").append(tooltip(value.text())).append('"');
    }
    html.append('>').append(Html.escape(shown)).append("</td>");
  }

  private static String tooltip(String text) {
    return Html.escape(Table.cut(text, MOST_IN_TOOLTIP));
  }

  private static String align(Table.Column column) {
    return column.kind().numeric() ? RIGHT : LEFT;
  }
}
