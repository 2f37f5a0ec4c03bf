package dev.hearth.driver.ml;

import dev.hearth.driver.display.Renderer;
import dev.hearth.driver.display.Table;
import dev.hearth.driver.kernel.MimeBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.linalg.Matrix;

/** A matrix, of Spark's new or old library, as a table of its first rows and columns. */
final class MatrixRenderer implements Renderer {
  private static final int MOST = 50;

  @Override
  public Optional<MimeBundle> render(Object value) {
    if (value instanceof org.apache.spark.mllib.linalg.Matrix old) {
      return Optional.of(bundle(old.asML()));
    }
    return value instanceof Matrix matrix ? Optional.of(bundle(matrix)) : Optional.empty();
  }

  private static MimeBundle bundle(Matrix matrix) {
    int columns = Math.min(matrix.numCols(), MOST);
    List<Table.Column> heads = new ArrayList<>();
    for (int j = 0; j < columns; j++) {
      heads.add(Table.Column.number(String.valueOf(j)));
    }
    List<List<Table.Value>> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(matrix.numRows(), MOST); i++) {
      List<Table.Value> row = new ArrayList<>();
      for (int j = 0; j < columns; j++) {
        row.add(Table.Value.of(matrix.apply(i, j)));
      }
      rows.add(row);
    }
    boolean whole = matrix.numRows() <= MOST && matrix.numCols() <= MOST;
    String size = matrix.numRows() + " × " + matrix.numCols();
    String note = whole ? size : size + "; showing the upper left corner";
    // Spark's own text shows all of it, or little.
    return new MimeBundle(
        Map.of("text/html", new Table(heads, rows, note, whole).html()), Map.of());
  }
}
