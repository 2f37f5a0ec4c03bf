package dev.hearth.data.mortgage;

/** The economy in which the loans live; its course is loosely that of the years 2015 to 2022. */
final class Market {

  /** The last month that the files know of. */
  static final int LAST_MONTH = Months.of(2022, 3);

  /** From here on lines tell payment history, assistance and principal paid. */
  static final int DETAILED_REPORTING = Months.of(2020, 7);

  private static final int PANDEMIC = Months.of(2020, 3);
  private static final int RATES_FROM = Months.of(2015, 1);

  /** A new loan's usual rate in percent, at the beginning of each half year from 2015 on. */
  private static final double[] RATES = {
    3.70, 4.00, 3.90, 3.50, 4.20, 3.95, 4.05, 4.55, 4.50, 3.75, 3.55, 3.05, 2.75, 2.95, 3.45, 5.30
  };

  private Market() {}

  static double rate(int month) {
    double halfYears = (month - RATES_FROM) / 6.0;
    int before = (int) Math.max(0, Math.min(RATES.length - 2, Math.floor(halfYears)));
    return RATES[before] + (halfYears - before) * (RATES[before + 1] - RATES[before]);
  }

  /** How many times more borrowers than usual lose their income this month. */
  static double stress(int month) {
    int since = month - PANDEMIC;
    return since < 0 ? 1 : 1 + 9 * StrictMath.exp(-since / 2.5);
  }

  /** Whether lenders let borrowers in trouble pause their payments for the asking. */
  static boolean forbearance(int month) {
    return month >= PANDEMIC;
  }
}
