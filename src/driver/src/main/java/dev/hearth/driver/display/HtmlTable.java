package dev.hearth.driver.display;

import java.util.List;

/** A table as HTML; all its text is escaped. */
final class HtmlTable {
  private HtmlTable() {}

  static String of(Table table) {
    StringBuilder html =
        new StringBuilder("<table class=\"dataframe\" border=\"1\">\n<thead>\n<tr>");
    for (Table.Column column : table.columns()) {
      html.append("<th>").append(Html.escape(column.name()));
      html.append("<br><small>").append(Html.escape(column.type())).append("</small></th>");
    }
    html.append("</tr>\n</thead>\n<tbody>\n");
    for (List<String> row : table.rows()) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        boolean right = table.columns().get(i).numeric();
        html.append(right ? "<td style=\"text-align: right\">" : "<td>");
        html.append(Html.escape(row.get(i))).append("</td>");
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody>\n</table>\n<p>").append(table.note()).append("</p>").toString();
  }
}
