package dev.hearth.driver.plot;

import java.util.List;

/**
 * Marks of one shape, from the back to the front.
 *
 * @param sideBySide whether bars of several series share the room of their category
 */
record Layer(Shape shape, boolean sideBySide, List<Mark> marks) {
  enum Shape {
    BAR,
    LINE,
    POINT,
    RECT,
    /** A thin line along the value, as the whiskers of a box plot. */
    RULE,
    /** A short line across the value, as the median of a box plot. */
    TICK
  }

  Layer {
    marks = List.copyOf(marks);
  }

  static Layer of(Shape shape, List<Mark> marks) {
    return new Layer(shape, false, marks);
  }

  Layer flipped() {
    return new Layer(shape, sideBySide, marks.stream().map(Mark::flipped).toList());
  }
}
