package dev.hearth.data.mortgage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Generates loans in Fannie Mae's layout, of any size, in constant memory. Loans live a realistic
 * life (see {@link LoanLife}), so that a model has something to learn; no line is a real one.
 */
public final class MortgageData {

  /** An empty file in the folder, written last: what stands beside it is complete. */
  public static final String COMPLETE = "_SUCCESS";

  private static final long ROWS_BETWEEN_REPORTS = 50_000;

  private final MortgageOptions options;
  private final Originator originator;
  private final Line line = new Line();
  private final LoanRecord record;
  private long rows;
  private long loans;
  private long bytes;

  private MortgageData(MortgageOptions options) {
    this.options = options;
    this.originator = new Originator(options.seed());
    this.record = new LoanRecord(options.fields(), line);
  }

  /**
   * Writes one file per quarter, {@code 2016Q1.csv} and so on. All appear at the end at once; if
   * anything goes wrong, or the thread is interrupted, nothing is left behind.
   *
   * @throws java.nio.file.FileSystemException if the folder is not empty or cannot be written to
   * @throws InterruptedIOException if the thread was interrupted; it stays marked so
   * @throws IOException if the disk is full or fails
   */
  public static MortgageSummary generate(MortgageOptions options) throws IOException {
    return new MortgageData(options).generate();
  }

  private MortgageSummary generate() throws IOException {
    List<Path> files;
    try (OutputFolder folder = OutputFolder.open(options.directory())) {
      List<Quarter> quarters = Quarter.forRows(options.rows());
      for (int i = 0; i < quarters.size(); i++) {
        try (OutputStream out = folder.newFile(quarters.get(i).fileName())) {
          write(quarters.get(i), share(i + 1, quarters.size()), out);
        }
      }
      files = folder.commit();
    }
    options.progress().accept(rows);
    return new MortgageSummary(files, rows, loans, bytes);
  }

  /** The rows of the first files, without overflow at any size. */
  private long share(int files, int ofFiles) {
    return options.rows() / ofFiles * files + options.rows() % ofFiles * files / ofFiles;
  }

  /** Up to exactly the number of rows: the last loan is simply not observed any longer. */
  private void write(Quarter quarter, long upTo, OutputStream out) throws IOException {
    while (rows < upTo) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted after " + rows + " rows");
      }
      Originator.Originated originated = originator.originate(loans++, quarter);
      LoanLife life = new LoanLife(originated);
      while (life.hasNext() && rows < upTo) {
        record.put(originated.loan(), life.next());
        bytes += line.finish(out);
        if (++rows % ROWS_BETWEEN_REPORTS == 0) {
          options.progress().accept(rows);
        }
      }
    }
  }
}
