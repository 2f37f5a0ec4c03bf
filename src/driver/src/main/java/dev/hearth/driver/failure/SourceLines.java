package dev.hearth.driver.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of the cell that failed, to show the line below the frame that names it.
 *
 * @param cellName as it stands in frames, e.g. {@code cell3}
 */
public record SourceLines(String cellName, String text) {
  private static final int MOST_CHARS = 200;

  /** Adds the line below the first frame in the cell. */
  List<String> added(List<String> trace) {
    Pattern frame = Pattern.compile("  at .*?\\b" + Pattern.quote(cellName) + ":(\\d+)\\)?");
    List<String> lines = new ArrayList<>(trace);
    for (int i = 0; i < trace.size(); i++) {
      Matcher matcher = frame.matcher(trace.get(i));
      if (matcher.matches()) {
        line(Integer.parseInt(matcher.group(1)), lines, i + 1);
        return lines;
      }
    }
    return lines;
  }

  private void line(int number, List<String> lines, int at) {
    text.lines()
        .skip(Math.max(0, number - 1L))
        .findFirst()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .map(line -> line.length() > MOST_CHARS ? line.substring(0, MOST_CHARS) + "..." : line)
        .ifPresent(line -> lines.add(at, "    " + line));
  }
}
