package dev.hearth.driver.display;

import dev.hearth.driver.kernel.MimeBundle;
import java.util.Optional;
import org.apache.spark.sql.Dataset;

/** A DataFrame or Dataset as a table of its first rows, for which one Spark job runs. */
public final class DatasetRenderer implements Renderer {
  public static final int DEFAULT_ROWS = 20;

  private final int rows;

  public DatasetRenderer(int rows) {
    this.rows = rows;
  }

  @Override
  public Optional<MimeBundle> render(Object value) {
    if (!(value instanceof Dataset<?> dataset)) {
      return Optional.empty();
    }
    return Optional.of(
        dataset.isStreaming() ? streaming(dataset) : FirstRows.of(dataset, rows).bundle());
  }

  private static MimeBundle streaming(Dataset<?> dataset) {
    String explanation =
        "A streaming DataFrame has rows only while a query writes it. To look at them:"
            + " df.writeStream.format(\"memory\").queryName(\"rows\").start(),"
            + " then spark.table(\"rows\").";
    String tree = dataset.schema().treeString();
    return MimeBundle.html(
        "<p>" + Html.escape(explanation) + "</p><pre>" + Html.escape(tree) + "</pre>",
        explanation + "\n" + tree);
  }
}
