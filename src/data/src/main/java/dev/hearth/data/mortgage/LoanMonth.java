package dev.hearth.data.mortgage;

import java.util.Optional;

/**
 * One line's part that changes from month to month. Units as in {@link Loan}.
 *
 * @param balance unpaid principal; 0 while it is masked and when the loan has ended
 * @param age months since the first payment, from -1 on
 * @param missed payments that are due and not made, or {@link #UNKNOWN}
 * @param history the last 24 months, two characters each; empty before lines told it
 * @param deferred what need not be paid before the end and bears no interest
 * @param principalPaid this month
 */
record LoanMonth(
    int month,
    long balance,
    int rate,
    int age,
    int maturity,
    int monthsToPayOff,
    int missed,
    String history,
    boolean modified,
    String servicer,
    boolean servicerChanged,
    boolean forbearance,
    long deferred,
    boolean deferral,
    long principalPaid,
    Optional<Ending> ending) {

  /** Written as {@code XX}. */
  static final int UNKNOWN = -1;

  boolean detailed() {
    return month >= Market.DETAILED_REPORTING;
  }

  /**
   * Why the balance fell to nothing.
   *
   * @param code 01 paid, 02 sold to a third party, 03 short sale, 06 repurchased, 09 taken over
   * @param lastBalance what was owed
   */
  record Ending(String code, long lastBalance) {
    boolean loss() {
      return !code.equals("01") && !code.equals("06");
    }
  }
}
