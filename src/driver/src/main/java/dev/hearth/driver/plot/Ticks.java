package dev.hearth.driver.plot;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where an axis is labelled: at round numbers, powers of ten, or round times. */
final class Ticks {
  record Tick(double position, String label) {}

  private Ticks() {}

  /** The next of 1, 2, 5, 10, 20, ... */
  static double niceStep(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= least * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  static List<Tick> of(Axis axis, Figure.Extent extent, int wanted) {
    switch (axis.scale()) {
      case CATEGORY:
        List<Tick> names = new ArrayList<>();
        axis.categories().forEach(name -> names.add(new Tick(names.size(), name)));
        return names;
      case LOG:
        return powers(extent);
      case TIME:
        return times(extent, wanted);
      default:
        return numbers(extent, wanted);
    }
  }

  private static List<Tick> numbers(Figure.Extent extent, int wanted) {
    double step = niceStep((extent.max() - extent.min()) / wanted);
    List<Tick> ticks = new ArrayList<>();
    double first = Math.ceil(extent.min() / step - 1e-9);
    for (double i = first; i * step <= extent.max() + step * 1e-9; i++) {
      ticks.add(new Tick(i * step, Numbers.tick(i * step, step)));
    }
    return ticks;
  }

  private static List<Tick> powers(Figure.Extent extent) {
    List<Tick> ticks = new ArrayList<>();
    int first = (int) Math.ceil(Math.log10(extent.min()) - 1e-9);
    int last = (int) Math.floor(Math.log10(extent.max()) + 1e-9);
    int every = Math.max(1, (last - first) / 8);
    for (int i = first; i <= last; i += every) {
      ticks.add(new Tick(Math.pow(10, i), Numbers.compact(Math.pow(10, i))));
    }
    if (ticks.size() < 2) {
      return numbers(extent, 4).stream().filter(tick -> tick.position() > 0).toList();
    }
    return ticks;
  }

  /** A distance between ticks of a time axis. */
  private record Step(ChronoUnit unit, int amount, String pattern) {
    double millis() {
      return unit.getDuration().toMillis() * (double) amount;
    }
  }

  private static final List<Step> STEPS =
      List.of(
          new Step(ChronoUnit.SECONDS, 1, "HH:mm:ss"),
          new Step(ChronoUnit.SECONDS, 15, "HH:mm:ss"),
          new Step(ChronoUnit.MINUTES, 1, "HH:mm"),
          new Step(ChronoUnit.MINUTES, 15, "HH:mm"),
          new Step(ChronoUnit.HOURS, 1, "HH:mm"),
          new Step(ChronoUnit.HOURS, 6, "d MMM HH:mm"),
          new Step(ChronoUnit.DAYS, 1, "d MMM"),
          new Step(ChronoUnit.DAYS, 7, "d MMM"),
          new Step(ChronoUnit.MONTHS, 1, "MMM yyyy"),
          new Step(ChronoUnit.MONTHS, 3, "MMM yyyy"),
          new Step(ChronoUnit.YEARS, 1, "yyyy"),
          new Step(ChronoUnit.YEARS, 2, "yyyy"),
          new Step(ChronoUnit.YEARS, 5, "yyyy"),
          new Step(ChronoUnit.YEARS, 10, "yyyy"),
          new Step(ChronoUnit.YEARS, 50, "yyyy"),
          new Step(ChronoUnit.YEARS, 500, "yyyy"));

  private static List<Tick> times(Figure.Extent extent, int wanted) {
    double least = (extent.max() - extent.min()) / wanted;
    Step step =
        STEPS.stream()
            .filter(candidate -> candidate.millis() >= least)
            .findFirst()
            .orElse(STEPS.get(STEPS.size() - 1));
    DateTimeFormatter format = DateTimeFormatter.ofPattern(step.pattern(), Locale.ENGLISH);
    List<Tick> ticks = new ArrayList<>();
    LocalDateTime time = floor(local(extent.min()), step);
    while (millis(time) <= extent.max()) {
      if (millis(time) >= extent.min()) {
        ticks.add(new Tick(millis(time), time.format(format)));
      }
      time = time.plus(step.amount(), step.unit());
    }
    return ticks;
  }

  private static LocalDateTime floor(LocalDateTime time, Step step) {
    switch (step.unit()) {
      case YEARS:
        int year = Math.floorDiv(time.getYear(), step.amount()) * step.amount();
        return LocalDateTime.of(year, 1, 1, 0, 0);
      case MONTHS:
        int month = (time.getMonthValue() - 1) / step.amount() * step.amount() + 1;
        return LocalDateTime.of(time.getYear(), month, 1, 0, 0);
      case DAYS:
        return time.truncatedTo(ChronoUnit.DAYS);
      default:
        long size = step.unit().getDuration().toSeconds() * step.amount();
        long seconds = time.toEpochSecond(ZoneOffset.UTC);
        return LocalDateTime.ofEpochSecond(Math.floorDiv(seconds, size) * size, 0, ZoneOffset.UTC);
    }
  }

  static LocalDateTime local(double millis) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(Math.round(millis)), ZoneOffset.UTC);
  }

  private static double millis(LocalDateTime time) {
    return time.toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
