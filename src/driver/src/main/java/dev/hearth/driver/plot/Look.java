package dev.hearth.driver.plot;

import java.util.List;
import java.util.Optional;

/**
 * What a chart looks like, whatever it shows.
 *
 * @param width of the area between the axes, in pixels
 * @param colors of the series in turn
 */
record Look(
    Optional<String> title,
    int width,
    int height,
    Optional<String> xLabel,
    Optional<String> yLabel,
    boolean logX,
    boolean logY,
    List<String> colors) {

  /** Of a lightness that is seen on white and on black. */
  private static final List<String> PALETTE =
      List.of(
          "#4c8bd0", "#e8833a", "#4fa35a", "#d9534f", "#9270ca", "#a9745b", "#d977b4", "#3aa6a6",
          "#8c8c8c", "#b5a532");

  static final Look USUAL =
      new Look(
          Optional.empty(), 520, 280, Optional.empty(), Optional.empty(), false, false, PALETTE);

  Look titled(String text) {
    return new Look(Optional.of(text), width, height, xLabel, yLabel, logX, logY, colors);
  }

  Look sized(int newWidth, int newHeight) {
    return new Look(title, newWidth, newHeight, xLabel, yLabel, logX, logY, colors);
  }

  Look labelled(Optional<String> x, Optional<String> y) {
    return new Look(title, width, height, x, y, logX, logY, colors);
  }

  Look logarithmic(boolean x, boolean y) {
    return new Look(title, width, height, xLabel, yLabel, x, y, colors);
  }

  Look colored(List<String> chosen) {
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException("color(...) needs at least one color");
    }
    return new Look(title, width, height, xLabel, yLabel, logX, logY, chosen);
  }
}
