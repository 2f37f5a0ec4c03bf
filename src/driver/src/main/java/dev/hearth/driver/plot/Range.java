package dev.hearth.driver.plot;

/** From positions on an axis to pixels. */
final class Range {
  private final Axis axis;
  private final double min;
  private final double max;
  private final double from;
  private final double to;

  /**
   * @param from the pixel of the smallest position
   * @param to the pixel of the largest
   */
  Range(Axis axis, Figure.Extent extent, double from, double to) {
    this.axis = axis;
    this.min = scaled(extent.min());
    this.max = scaled(extent.max());
    this.from = from;
    this.to = to;
  }

  /** Of a logarithmic axis, what is not above zero lies at its beginning. */
  double pixel(double position) {
    if (axis.scale() == Axis.Scale.LOG && position <= 0) {
      return from;
    }
    return from + (scaled(position) - min) / (max - min) * (to - from);
  }

  /** How wide a category is; 0 on other axes. */
  double band() {
    return axis.isCategory() ? Math.abs(to - from) / (max - min) : 0;
  }

  private double scaled(double position) {
    return axis.scale() == Axis.Scale.LOG ? Math.log10(position) : position;
  }
}
