package dev.hearth.data.mortgage;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The quarter in which loans were acquired; each has its own file.
 *
 * @param number 1 to 4
 */
record Quarter(int year, int number) {

  private static final int FIRST_YEAR = 2016;
  private static final int MOST = 8;
  private static final long ROWS_WORTH_A_FILE = 2_000;

  /** As many quarters as are worth their files. */
  static List<Quarter> forRows(long rows) {
    int count = (int) Math.max(1, Math.min(MOST, rows / ROWS_WORTH_A_FILE));
    return IntStream.range(0, count)
        .mapToObj(n -> new Quarter(FIRST_YEAR + n / 4, n % 4 + 1))
        .toList();
  }

  String fileName() {
    return year + "Q" + number + ".csv";
  }

  int firstMonth() {
    return Months.of(year, number * 3 - 2);
  }
}
