package dev.hearth.data.mortgage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Things of which some are drawn more often than others. Filled once, then only read. */
final class Weighted<T> {

  private final List<T> things = new ArrayList<>();
  private double[] ends = {};

  Weighted<T> add(double weight, T thing) {
    things.add(thing);
    ends = Arrays.copyOf(ends, ends.length + 1);
    ends[ends.length - 1] = (ends.length > 1 ? ends[ends.length - 2] : 0) + weight;
    return this;
  }

  T draw(Dice dice) {
    double point = dice.unit() * ends[ends.length - 1];
    int found = Arrays.binarySearch(ends, point);
    return things.get(found < 0 ? -found - 1 : found + 1);
  }
}
