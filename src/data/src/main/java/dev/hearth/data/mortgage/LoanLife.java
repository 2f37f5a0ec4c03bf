package dev.hearth.data.mortgage;

import dev.hearth.data.mortgage.LoanMonth.Ending;
import dev.hearth.data.mortgage.Originator.Originated;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The months of one loan, in order, until it is paid, sold or no longer observed.
 *
 * <p>A borrower who loses the income misses payments month after month, as likely as credit score,
 * debts, loan-to-value and rate make it ({@link #risk}). Later the missed payments are made up,
 * deferred, or taken into a modified loan; or the house is sold. Nobody who pays keeps a loan much
 * dearer than the market for ever. Chances are per month.
 */
final class LoanLife implements Iterator<LoanMonth> {

  /** The first lines of a loan do not tell its balance. */
  private static final int MASKED_MONTHS = 6;

  private static final double HARDSHIP = 0.0007;
  private static final double RECOVERY = 0.14;
  private static final double FORGETS = 0.0018;
  private static final double MODIFICATION = 0.07;
  private static final double DEFERRAL = 0.35;
  private static final double LIQUIDATION = 0.05;
  private static final double SERVICER_CHANGE = 0.006;
  private static final double PAYOFF = 0.007;
  private static final double PAYOFF_PER_POINT = 0.045;

  private static final Weighted<String> LOSSES =
      new Weighted<String>().add(3, "02").add(2, "03").add(5, "09");

  private final Loan loan;
  private final Dice dice;
  private final double risk;
  private final StringBuilder history = new StringBuilder();

  private int month;
  private long balance;
  private int rate;
  private int maturity;
  private long payment;
  private String servicer;
  private boolean hardship;
  private int missed;
  private boolean modified;
  private long deferred;
  private boolean deferral;
  private Optional<Ending> ending = Optional.empty();

  LoanLife(Originated originated) {
    loan = originated.loan();
    dice = originated.dice();
    risk = risk(loan, dice);
    month = loan.firstReport();
    balance = loan.amount();
    rate = loan.rate();
    maturity = loan.maturity();
    servicer = loan.servicer();
    payment = levelPayment(loan.termMonths());
  }

  /** How many times likelier than others this borrower loses the income; about 1 on average. */
  private static double risk(Loan loan, Dice dice) {
    Loan.Borrower borrower = loan.borrower();
    double score = (742 - borrower.creditScore()) * 0.014;
    score += (borrower.debtToIncome() - 35) * 0.028;
    score += (loan.loanToValue() - 74) * 0.014;
    score += (loan.rate() / 1000.0 - Market.rate(loan.originated())) * 0.5;
    score += borrower.count() == 1 ? 0.3 : -0.3;
    score += loan.purpose().equals("C") ? 0.2 : 0;
    score += loan.channel().equals("B") ? 0.2 : 0;
    score += dice.normal(0, 0.5);
    return StrictMath.exp(Math.max(-3, Math.min(3, score)));
  }

  @Override
  public boolean hasNext() {
    return ending.isEmpty() && month <= Market.LAST_MONTH;
  }

  @Override
  public LoanMonth next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the loan has ended");
    }
    boolean servicerChanged = dice.chance(SERVICER_CHANGE);
    if (servicerChanged) {
      servicer = Companies.SERVICERS.draw(dice);
    }
    long before = balance;
    if (month >= loan.firstPayment()) {
      payOrMiss();
      workOut();
      end();
    }
    LoanMonth line = line(servicerChanged, before - balance);
    month++;
    return line;
  }

  private void payOrMiss() {
    if (hardship) {
      hardship = !dice.chance(RECOVERY);
    } else {
      double seasoning = Math.min(1, (month - loan.firstPayment()) / 18.0);
      hardship = dice.chance(Math.min(0.3, HARDSHIP * risk * seasoning * Market.stress(month)));
    }
    double luck = dice.unit();
    if (hardship) {
      settle(luck < 0.88 ? 0 : 1);
    } else if (missed == 0) {
      settle(luck < FORGETS * StrictMath.sqrt(risk) ? 0 : 1);
    } else if (luck < 0.45) {
      settle(missed + 1);
    } else if (luck < 0.85) {
      settle(luck < 0.65 ? 2 : 1);
    } else {
      settle(0);
    }
    if (missed == 0 && dice.chance(0.01)) {
      balance -= Math.round(balance * dice.unit() * 0.04);
    }
  }

  /** Makes some of the payments that are due, this month's among them. */
  private void settle(int payments) {
    for (int i = 0; i < payments; i++) {
      long interest = Math.round(balance * (rate / 1_200_000.0));
      balance -= Math.min(balance, Math.max(0, payment - interest));
    }
    missed = Math.max(0, missed + 1 - payments);
  }

  private void workOut() {
    if (missed >= 2 && !hardship && Market.forbearance(month) && dice.chance(DEFERRAL)) {
      deferred += missed * payment;
      deferral = true;
      missed = 0;
    } else if (missed >= 5 && dice.chance(MODIFICATION)) {
      modified = true;
      missed = 0;
      hardship = hardship && dice.chance(0.4);
      deferred += dice.chance(0.3) ? Math.round(balance * 0.1) : 0;
      rate = Math.max(2_000, rate - dice.between(2, 8) * 125);
      maturity = month + (dice.chance(0.6) ? 480 : 360);
      payment = levelPayment(maturity - month);
    }
  }

  private void end() {
    if (missed >= 9 && dice.chance(LIQUIDATION)) {
      end(LOSSES.draw(dice));
    } else if (missed <= 1 && dice.chance(0.00005)) {
      end("06");
    } else if (balance <= payment || missed <= 1 && dice.chance(payOffChance())) {
      end("01");
    }
  }

  private void end(String code) {
    ending = Optional.of(new Ending(code, balance));
  }

  private double payOffChance() {
    double saved = Math.max(0, rate / 1000.0 - Market.rate(month) - 0.2);
    double seasoning = Math.min(1, (month - loan.firstPayment()) / 12.0);
    return seasoning * (PAYOFF + PAYOFF_PER_POINT * Math.min(1.5, saved));
  }

  private LoanMonth line(boolean servicerChanged, long principalPaid) {
    boolean masked = month - loan.firstReport() < MASKED_MONTHS;
    boolean unknown = dice.chance(ending.isPresent() ? 0.46 : 0.0001);
    int status = unknown ? LoanMonth.UNKNOWN : Math.min(99, missed);
    history.append(unknown ? "XX" : twoDigits(status));
    int monthsToPayOff = monthsToPayOff();
    return new LoanMonth(
        month,
        masked || ending.isPresent() ? 0 : balance,
        rate,
        Math.max(-1, month - loan.firstPayment()),
        maturity,
        monthsToPayOff,
        status,
        month < Market.DETAILED_REPORTING
            ? ""
            : history.substring(Math.max(0, history.length() - 48)),
        modified,
        servicer,
        servicerChanged,
        hardship && missed > 0 && Market.forbearance(month),
        deferred,
        deferral,
        Math.max(0, principalPaid),
        ending);
  }

  private static String twoDigits(int number) {
    return "" + (char) ('0' + number / 10) + (char) ('0' + number % 10);
  }

  private int monthsToPayOff() {
    double perMonth = rate / 1_200_000.0;
    double left = 1 - balance * perMonth / payment;
    double months = -StrictMath.log(Math.max(0.01, left)) / StrictMath.log(1 + perMonth);
    return (int) Math.max(0, Math.min(maturity - month, Math.ceil(months)));
  }

  private long levelPayment(int months) {
    double perMonth = rate / 1_200_000.0;
    return Math.round(balance * perMonth / (1 - StrictMath.pow(1 + perMonth, -months)));
  }
}
