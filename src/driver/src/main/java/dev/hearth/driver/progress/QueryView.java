package dev.hearth.driver.progress;

import dev.hearth.driver.kernel.MimeBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.streaming.SourceProgress;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/** How a streaming query looks. */
final class QueryView {
  private static final int MOST_OFFSET_CHARS = 80;

  private QueryView() {}

  static MimeBundle running(StreamingQueryProgress progress, long rows) {
    List<String> parts = new ArrayList<>();
    parts.add("batch " + progress.batchId());
    parts.add(ProgressView.large(rows) + " rows");
    rate(progress.inputRowsPerSecond(), "in").ifPresent(parts::add);
    rate(progress.processedRowsPerSecond(), "processed").ifPresent(parts::add);
    offsets(progress).ifPresent(parts::add);
    return line("Streaming query " + name(progress) + ": " + String.join(", ", parts), ".85");
  }

  static MimeBundle runsOn(StreamingQueryProgress progress) {
    return line(
        "Streaming query "
            + name(progress)
            + " runs on. Stop it with spark.streams.get(\""
            + progress.id()
            + "\").stop()",
        ".85");
  }

  static MimeBundle ended(String name, long batches, long rows, Optional<String> failure) {
    String counts =
        ProgressView.count(batches, "batch", "batches") + ", " + ProgressView.large(rows) + " rows";
    String end =
        failure.map(why -> "failed after " + counts + ": " + why).orElse("ended: " + counts);
    return line("Streaming query " + name + " " + end, ".7");
  }

  /** The user's name for it, or its id. */
  static String name(StreamingQueryProgress progress) {
    return progress.name() == null ? progress.id().toString() : progress.name();
  }

  private static Optional<String> rate(double rowsPerSecond, String which) {
    boolean known = Double.isFinite(rowsPerSecond) && rowsPerSecond > 0;
    return known
        ? Optional.of(ProgressView.large(Math.round(rowsPerSecond)) + " rows/s " + which)
        : Optional.empty();
  }

  private static Optional<String> offsets(StreamingQueryProgress progress) {
    List<String> latest = new ArrayList<>();
    for (SourceProgress source : progress.sources()) {
      if (source.endOffset() != null) {
        String offset = source.endOffset();
        boolean fits = offset.length() <= MOST_OFFSET_CHARS;
        latest.add(fits ? offset : offset.substring(0, MOST_OFFSET_CHARS) + "...");
      }
    }
    return latest.isEmpty()
        ? Optional.empty()
        : Optional.of("at offset " + String.join(" and ", latest));
  }

  private static MimeBundle line(String text, String opacity) {
    return MimeBundle.html(
        "<div style=\"font-size:90%;opacity:"
            + opacity
            + "\">"
            + ProgressView.escaped(text)
            + "</div>",
        text);
  }
}
