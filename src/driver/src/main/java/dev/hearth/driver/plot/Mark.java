package dev.hearth.driver.plot;

/**
 * One thing that is drawn: from x to x2 and from y to y2, which are the same where it has no
 * extent.
 *
 * @param series what its colour stands for; empty if there is only one
 * @param value what its colour stands for in a heat map; of bars the value that they show
 */
record Mark(double x, double x2, double y, double y2, String series, double value) {
  static Mark point(double x, double y, String series) {
    return new Mark(x, x, y, y, series, y);
  }

  Mark flipped() {
    return new Mark(y, y2, x, x2, series, value);
  }
}
