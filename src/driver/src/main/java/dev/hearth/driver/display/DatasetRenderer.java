package dev.hearth.driver.display;

import dev.hearth.driver.kernel.MimeBundle;
import java.util.Optional;
import org.apache.spark.sql.Dataset;

/** A DataFrame or Dataset as a table of its first rows. */
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
    if (dataset.isStreaming()) {
      return Optional.of(
          MimeBundle.text(
              "A streaming DataFrame has rows only while a query writes it.\n"
                  + dataset.schema().treeString()));
    }
    Table table = Table.fetch(dataset, rows);
    return Optional.of(MimeBundle.html(HtmlTable.of(table), TextTable.of(table)));
  }
}
