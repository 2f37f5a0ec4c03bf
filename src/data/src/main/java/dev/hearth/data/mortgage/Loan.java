package dev.hearth.data.mortgage;

/**
 * What stays the same over a loan's life. Rates are in thousandths of a percent, amounts in cents,
 * months as in {@link Months}.
 *
 * @param id twelve digits
 * @param firstReport the month of its first line
 * @param termMonths how long it runs
 * @param insurancePercent what the mortgage insurance covers, 0 for none
 * @param appraised whether somebody looked at the house
 */
record Loan(
    long id,
    String channel,
    String seller,
    String servicer,
    int rate,
    long amount,
    int termMonths,
    int originated,
    int firstPayment,
    int firstReport,
    int loanToValue,
    int combinedLoanToValue,
    String purpose,
    int insurancePercent,
    Borrower borrower,
    House house,
    boolean relocation,
    boolean homeReady,
    boolean appraised) {

  /**
   * @param coborrowerScore 0 if there is none
   * @param debtToIncome in percent
   */
  record Borrower(
      int count, int creditScore, int coborrowerScore, int debtToIncome, boolean firstHome) {}

  record House(String type, int units, String occupancy, Places.Place place) {}

  int maturity() {
    return firstPayment + termMonths - 1;
  }

  boolean highBalance() {
    return amount > 424_100_00L;
  }
}
