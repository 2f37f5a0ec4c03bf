package dev.hearth.driver.catalog;

import dev.hearth.driver.display.Html;
import dev.hearth.driver.kernel.MimeBundle;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A schema, for people. */
public final class SchemaView {
  private SchemaView() {}

  /**
   * @param title what has the schema, e.g. {@code table loans}
   */
  public static MimeBundle of(String title, StructType schema) {
    StringBuilder html = new StringBuilder();
    html.append("<b>").append(Html.escape(title)).append("</b><table>");
    for (StructField field : schema.fields()) {
      html.append("<tr><td style=\"text-align:left\">")
          .append(Html.escape(field.name()))
          .append("</td><td style=\"text-align:left\"><code>")
          .append(Html.escape(Columns.type(field)))
          .append("</code></td><td style=\"text-align:left\">")
          .append(Html.escape(comment(field)))
          .append("</td></tr>");
    }
    html.append("</table>");
    return MimeBundle.html(html.toString(), title + "\n" + schema.treeString());
  }

  /** One column. */
  public static MimeBundle column(StructField field) {
    String comment = comment(field);
    String type = field.dataType().simpleString() + (field.nullable() ? "" : " not null");
    String text = field.name() + ": " + type + (comment.isEmpty() ? "" : "\n" + comment);
    String html =
        "<b>"
            + Html.escape(field.name())
            + "</b> <code>"
            + Html.escape(type)
            + "</code>"
            + (comment.isEmpty() ? "" : "<p>" + Html.escape(comment) + "</p>");
    return MimeBundle.html(html, text);
  }

  /** One column of something that has a name, e.g. {@code table loans}. */
  public static MimeBundle column(String owner, StructField field) {
    MimeBundle column = column(field);
    return MimeBundle.html(
        column.data().get("text/html") + " <i>of " + Html.escape(owner) + "</i>",
        column.data().get("text/plain") + "\nof " + owner);
  }

  private static String comment(StructField field) {
    return field.getComment().getOrElse(() -> "");
  }
}
