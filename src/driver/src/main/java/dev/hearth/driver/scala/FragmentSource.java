package dev.hearth.driver.scala;

import java.util.OptionalInt;
import scala.reflect.internal.util.BatchSourceFile;
import scala.reflect.io.VirtualFile;

/**
 * The source that the REPL generated around a fragment, under the cell's name and with the cell's
 * line numbers. The compiler writes these into the classes, so that stack traces (those of
 * executors, too) and Spark's call sites name the cell and the line that the user sees.
 */
final class FragmentSource extends BatchSourceFile {
  private final Fragment fragment;
  private final String rewritten;
  private final int rewrittenAt;

  /**
   * @param rewritten the fragment's text as it stands in the generated source
   * @param rewrittenAt where it stands there
   */
  FragmentSource(Fragment fragment, String rewritten, int rewrittenAt, char[] generated) {
    super(new VirtualFile(fragment.cell().name()), generated);
    this.fragment = fragment;
    this.rewritten = rewritten;
    this.rewrittenAt = rewrittenAt;
  }

  /** Empty for what the REPL generated. */
  OptionalInt offsetInCell(int offset) {
    int inside = offset - rewrittenAt;
    return inside < 0 || inside > rewritten.length()
        ? OptionalInt.empty()
        : OptionalInt.of(fragment.toCell(rewritten, inside));
  }

  @Override
  public int offsetToLine(int offset) {
    int inside = Math.max(0, Math.min(offset - rewrittenAt, rewritten.length()));
    return fragment.cell().line(fragment.toCell(rewritten, inside));
  }

  /** The fragment's first line begins where the generated source does: all before belongs to it. */
  @Override
  public int lineToOffset(int line) {
    int inFragment = fragment.cell().offsetOfLine(line) - fragment.start();
    if (inFragment <= 0) {
      return 0;
    }
    int inserted = rewritten.length() - fragment.text().length();
    return Math.min(rewrittenAt + inFragment + inserted, length());
  }
}
