package dev.hearth.data.mortgage;

import dev.hearth.data.mortgage.Loan.Borrower;
import dev.hearth.data.mortgage.Loan.House;

/** Draws the loans of one seed. The n-th loan is the same whichever loans were drawn before. */
final class Originator {

  /** Spreads neighbours; has no common divisor with the number of ids, so none comes twice. */
  private static final long ID_STEP = 7_368_787;

  private static final long FIRST_ID = 100_000_000_000L;
  private static final long IDS = 900_000_000_000L;

  private static final Weighted<String> CHANNELS =
      new Weighted<String>().add(56, "R").add(33, "C").add(11, "B");
  private static final Weighted<String> PURPOSES =
      new Weighted<String>().add(45, "P").add(30, "C").add(25, "R");
  private static final Weighted<String> HOUSES =
      new Weighted<String>().add(62, "SF").add(27, "PU").add(9.5, "CO").add(1, "MH").add(0.5, "CP");
  private static final Weighted<String> OCCUPANCIES =
      new Weighted<String>().add(86, "P").add(4, "S").add(10, "I");
  private static final Weighted<Integer> TERMS =
      new Weighted<Integer>().add(72, 360).add(18, 180).add(6, 240).add(2, 120).add(2, 300);
  private static final Weighted<Integer> BORROWERS =
      new Weighted<Integer>().add(51, 1).add(47, 2).add(1.5, 3).add(0.5, 4);

  private final long seed;

  Originator(long seed) {
    this.seed = seed;
  }

  /** The loan with its dice, which its life goes on to use. */
  Originated originate(long number, Quarter quarter) {
    Dice dice = new Dice(seed, number);
    int firstReport = quarter.firstMonth() + dice.between(0, 2);
    int originated = firstReport - dice.normal(2, 1.2, 1, 7);
    String purpose = PURPOSES.draw(dice);
    House house = house(dice);
    Borrower borrower = borrower(dice, purpose);
    int term = purpose.equals("P") && dice.chance(0.7) ? 360 : TERMS.draw(dice);
    int loanToValue = loanToValue(dice, purpose, borrower);
    boolean secondLien = dice.chance(0.06);
    long amount = amount(dice, house);
    Loan loan =
        new Loan(
            FIRST_ID + number * ID_STEP % IDS,
            CHANNELS.draw(dice),
            Companies.SELLERS.draw(dice),
            Companies.SERVICERS.draw(dice),
            rate(dice, originated, term, loanToValue, purpose, borrower, house),
            amount,
            term,
            originated,
            originated + (dice.chance(0.9) ? 2 : 1),
            firstReport,
            loanToValue,
            Math.min(105, loanToValue + (secondLien ? dice.between(3, 15) : 0)),
            purpose,
            insurance(loanToValue),
            borrower,
            house,
            dice.chance(0.004),
            loanToValue > 90 && dice.chance(0.2),
            dice.chance(0.92));
    return new Originated(loan, dice);
  }

  private static House house(Dice dice) {
    String type = HOUSES.draw(dice);
    int units = type.equals("SF") && dice.chance(0.04) ? dice.between(2, 4) : 1;
    return new House(type, units, OCCUPANCIES.draw(dice), Places.draw(dice));
  }

  private static Borrower borrower(Dice dice, String purpose) {
    int count = BORROWERS.draw(dice);
    int score = 822 - Math.abs(dice.normal(0, 88, -202, 202));
    int coborrowerScore = count > 1 ? dice.normal(score, 35, 600, 830) : 0;
    boolean firstHome = purpose.equals("P") && dice.chance(0.42);
    return new Borrower(count, score, coborrowerScore, dice.normal(35, 9.5, 3, 50), firstHome);
  }

  /** Buyers cluster at 80 and 95 percent. */
  private static int loanToValue(Dice dice, String purpose, Borrower borrower) {
    if (purpose.equals("P")) {
      double point = dice.unit();
      double high = borrower.firstHome() ? 0.45 : 0.18;
      if (point < high) {
        return dice.chance(0.5) ? 95 : dice.between(85, 97);
      }
      return point < high + 0.3 ? 80 : dice.normal(72, 14, 15, 90);
    }
    return dice.normal(purpose.equals("C") ? 64 : 68, 15, 15, purpose.equals("C") ? 80 : 97);
  }

  /** In whole thousands of dollars. */
  private static long amount(Dice dice, House house) {
    double dear =
        switch (house.place().state()) {
          case "CA", "HI", "DC" -> 1.5;
          case "WA", "NY", "NJ", "MA", "CO" -> 1.25;
          default -> 1;
        };
    double thousands = dear * 205 * StrictMath.exp(dice.normal(0, 0.5));
    return Math.round(Math.max(20, Math.min(dear > 1 ? 636 : 424, thousands))) * 1_000_00L;
  }

  /** In eighths of a percent, as lenders quote it. */
  private static int rate(
      Dice dice,
      int originated,
      int term,
      int loanToValue,
      String purpose,
      Borrower borrower,
      House house) {
    double percent = Market.rate(originated) + dice.normal(0, 0.18);
    percent += (740 - borrower.creditScore()) * 0.004 + (loanToValue - 75) * 0.003;
    percent += term < 300 ? -0.7 : 0;
    percent += purpose.equals("C") ? 0.15 : 0;
    percent += house.occupancy().equals("I") ? 0.5 : 0;
    return (int) Math.round(Math.max(2, Math.min(7.5, percent)) * 8) * 125;
  }

  private static int insurance(int loanToValue) {
    if (loanToValue <= 80) {
      return 0;
    }
    return loanToValue <= 85 ? 12 : loanToValue <= 90 ? 25 : loanToValue <= 95 ? 30 : 35;
  }

  record Originated(Loan loan, Dice dice) {}
}
