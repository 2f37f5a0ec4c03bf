package dev.hearth.data.mortgage;

import dev.hearth.data.mortgage.LoanMonth.Ending;
import java.util.Optional;

/** The order of the fields in a line, and which of them are blank when. */
final class LoanRecord {

  private final int fields;
  private final Line line;

  LoanRecord(int fields, Line line) {
    this.fields = fields;
    this.line = line;
  }

  /** Numbers in comments are positions in the line, from 1. */
  void put(Loan loan, LoanMonth now) {
    putTerms(loan, now); // 1-25
    putProperty(loan); // 26-39
    putStatus(now); // 40-53
    putLosses(now); // 54-64
    putIndicators(loan, now); // 65-108
    if (fields >= 110) {
      line.text(now.deferral() ? "Y" : "7");
      dollars(now.balance() - Math.min(now.balance(), now.deferred()));
    }
    if (fields >= 113) {
      int score = loan.borrower().creditScore();
      line.number(score).blank(1).number(score);
    }
  }

  private void putTerms(Loan loan, LoanMonth now) {
    boolean ended = now.ending().isPresent();
    Loan.Borrower borrower = loan.borrower();
    line.blank(1).number(loan.id()).month(now.month()).text(loan.channel()).text(loan.seller());
    line.text(ended ? "" : now.servicer()).blank(1).percent(loan.rate()); // 6-8
    if (ended) {
      line.blank(1);
    } else {
      line.percent(now.rate());
    }
    line.dollars(loan.amount()).blank(1).dollars(now.balance()); // 10-12
    line.number(loan.termMonths()).month(loan.originated()).month(loan.firstPayment());
    if (ended) {
      line.blank(4);
    } else {
      line.number(now.age()).number(now.maturity() - now.month());
      line.number(now.monthsToPayOff()).month(now.maturity()); // 16-19
    }
    line.number(loan.loanToValue()).number(loan.combinedLoanToValue()).number(borrower.count());
    line.number(borrower.debtToIncome()).number(borrower.creditScore()); // 23-24
    optional(borrower.coborrowerScore());
  }

  private void putProperty(Loan loan) {
    Loan.House house = loan.house();
    line.flag(loan.borrower().firstHome()).text(loan.purpose()).text(house.type());
    line.number(house.units()).text(house.occupancy()).text(house.place().state());
    line.padded(house.place().msa(), 5).padded(house.place().zip(), 3); // 32-33
    if (loan.insurancePercent() == 0) {
      line.blank(1);
    } else {
      line.dollars(loan.insurancePercent() * 100L);
    }
    line.text("FRM").flag(false).flag(false).blank(2); // 35-39
  }

  private void putStatus(LoanMonth now) {
    if (now.missed() == LoanMonth.UNKNOWN) {
      line.text("XX");
    } else {
      line.padded(now.missed(), 2);
    }
    line.text(now.history());
    Optional<Ending> ending = now.ending();
    if (ending.isPresent()) {
      line.blank(2).text(ending.get().code()).month(now.month()); // 42-45
      line.dollars(ending.get().lastBalance()).blank(2); // 46-48
    } else {
      line.flag(now.modified()).blank(6); // 42-48
    }
    if (now.detailed()) {
      line.dollars(now.principalPaid());
    } else {
      line.blank(1);
    }
    line.blank(1);
    if (lost(now)) { // 51-53
      line.month(now.month() - 12).month(now.month() - 3).month(now.month());
    } else {
      line.blank(3);
    }
  }

  private void putLosses(LoanMonth now) {
    if (lost(now)) {
      long owed = now.ending().orElseThrow().lastBalance();
      line.dollars(owed / 40).dollars(owed / 100).dollars(owed / 200).dollars(owed / 500);
      line.dollars(owed / 50).dollars(owed / 100 * 82).dollars(owed / 20).blank(1); // 58-61
      line.dollars(owed / 1000);
    } else {
      line.blank(9);
    }
    dollars(now.deferred());
    writtenOff(now); // 64
  }

  private void putIndicators(Loan loan, LoanMonth now) {
    boolean ended = now.ending().isPresent();
    line.blank(8).text(loan.insurancePercent() == 0 ? "" : "1"); // 65-73
    line.text(ended ? "" : now.servicerChanged() ? "Y" : "N").blank(4); // 74-78
    line.text(loan.homeReady() ? "H" : "7");
    writtenOff(now); // 80
    line.flag(loan.relocation()).blank(4).text(loan.appraised() ? "A" : "W"); // 81-86
    line.flag(loan.highBalance()).blank(14); // 87-101
    line.text(!now.detailed() ? "" : now.forbearance() ? "F" : "N"); // 102
    line.flag(false).blank(1).text(ended ? "N" : ""); // 103-105
    line.text(!now.detailed() ? "" : now.deferral() ? "P" : "7"); // 106
    line.text(now.deferral() ? "1" : "");
    dollars(now.deferral() ? now.deferred() : 0); // 108
  }

  private static boolean lost(LoanMonth now) {
    return now.ending().map(Ending::loss).orElse(false);
  }

  /** Nothing ever is, but a last line of unknown status says so. */
  private void writtenOff(LoanMonth now) {
    boolean told = now.ending().isPresent() && now.missed() == LoanMonth.UNKNOWN;
    line.text(told ? "0.00" : "");
  }

  private void dollars(long cents) {
    if (cents == 0) {
      line.blank(1);
    } else {
      line.dollars(cents);
    }
  }

  private void optional(int number) {
    if (number == 0) {
      line.blank(1);
    } else {
      line.number(number);
    }
  }
}
