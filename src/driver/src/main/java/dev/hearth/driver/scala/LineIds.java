package dev.hearth.driver.scala;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Numbers of the REPL's lines, which become the packages {@code $line1}, {@code $line2} and so on.
 * No two lines of a driver have the same, whichever kernel they belong to: the classes of all
 * kernels lie in one folder, and executors remember what they once loaded under a name.
 */
final class LineIds {
  private static final AtomicInteger LAST = new AtomicInteger();

  private LineIds() {}

  static int next() {
    return LAST.incrementAndGet();
  }
}
