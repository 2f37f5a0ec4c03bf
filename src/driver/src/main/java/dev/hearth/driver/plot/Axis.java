package dev.hearth.driver.plot;

import java.util.List;

/**
 * One of a figure's two directions. Positions on it are numbers; milliseconds since 1970 of the
 * wall clock in the session's time zone, for times; the place in the list, for categories.
 *
 * @param fromZero whether zero is shown although nothing lies there
 * @param categories in the order in which they stand; empty for other scales
 */
record Axis(String label, Scale scale, boolean fromZero, List<String> categories) {
  enum Scale {
    LINEAR,
    LOG,
    TIME,
    CATEGORY
  }

  Axis {
    categories = List.copyOf(categories);
  }

  static Axis numbers(String label, boolean log, boolean fromZero) {
    return new Axis(label, log ? Scale.LOG : Scale.LINEAR, fromZero && !log, List.of());
  }

  static Axis times(String label) {
    return new Axis(label, Scale.TIME, false, List.of());
  }

  static Axis categories(String label, List<String> categories) {
    return new Axis(label, Scale.CATEGORY, false, categories);
  }

  boolean isCategory() {
    return scale == Scale.CATEGORY;
  }
}
