package dev.hearth.driver.kernel;

import java.util.List;

/**
 * What could stand at the cursor.
 *
 * @param start of the text that a match replaces, an offset into the code
 * @param end of that text
 * @param matches best first
 */
public record Completion(int start, int end, List<Match> matches) {
  public Completion {
    matches = List.copyOf(matches);
  }

  /** Nothing fits. */
  public static Completion none(int cursor) {
    return new Completion(cursor, cursor, List.of());
  }

  /**
   * One possibility.
   *
   * @param text what it inserts
   * @param kind as JupyterLab shows it by an icon: {@code function}, {@code class}, {@code
   *     instance}, {@code module}, {@code keyword}, {@code column}, {@code table}, ...
   * @param signature its type or parameters, for display; may be empty
   */
  public record Match(String text, String kind, String signature) {}
}
