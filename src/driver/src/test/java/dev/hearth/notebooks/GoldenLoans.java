package dev.hearth.notebooks;

import dev.hearth.data.mortgage.MortgageData;
import dev.hearth.data.mortgage.MortgageOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A small set of raw files: generated loans, and made ones for everything that may go wrong. */
final class GoldenLoans {
  private static final int GENERATED_ROWS = 6_000;

  private static final int FIRST_MONTH = 2019 * 12;

  private final List<String> lines = new ArrayList<>();
  private long lastLoan = 900_000_000_000L;

  private GoldenLoans() {}

  /** Answers how many lines there are. */
  static long writeTo(Path folder) throws IOException {
    List<String> third = thirdQuarter();
    List<String> fourth = fourthQuarter();
    MortgageData.generate(MortgageOptions.of(GENERATED_ROWS, folder).withSeed(7));
    // No line end after the last line: Fannie Mae's files end with one, edited ones may not.
    Files.writeString(folder.resolve("2017Q3.csv"), String.join("\n", third));
    Files.writeString(folder.resolve("2017Q4.csv"), String.join("\r\n", fourth) + "\r\n");
    return GENERATED_ROWS + third.size() + fourth.size();
  }

  private static List<String> thirdQuarter() {
    GoldenLoans q3 = new GoldenLoans();
    q3.fourMissedElevenAndTwelveMonthsLater();
    q3.statusesThatAreNoNumbers();
    q3.monthsOutOfOrderWithGapsAndTwice();
    q3.monthsThatAreNone();
    q3.twoLinesForTheFirstMonth();
    q3.onlyMaskedBalances();
    q3.firstLineTellsTheLoan();
    q3.blanks();
    q3.spellings();
    q3.loanInTwoFiles();
    return q3.lines;
  }

  private static List<String> fourthQuarter() {
    GoldenLoans q4 = new GoldenLoans();
    q4.lastLoan += 1_000;
    q4.laterLayouts();
    q4.shortLines();
    q4.loanInTwoFiles();
    return q4.lines;
  }

  private void fourMissedElevenAndTwelveMonthsLater() {
    long loan = nextLoan();
    for (int age = 0; age < 30; age++) {
      add(loan, age).set(RawFields.STATUS, age == 12 ? "04" : age == 25 ? "03" : "00");
    }
  }

  private void statusesThatAreNoNumbers() {
    long loan = nextLoan();
    List<String> statuses = List.of("XX", "", "00", "XX", "05", "XX", "12", "99", "XX", "");
    for (int age = 0; age < statuses.size(); age++) {
      add(loan, age).set(RawFields.STATUS, statuses.get(age));
    }
    // The loan's last line: no balance, nearly everything else blank.
    add(loan, statuses.size())
        .set(RawFields.BALANCE, "0.00")
        .set(RawFields.STATUS, "XX")
        .set(42, "")
        .set(44, "09");
    // Never behind by a number.
    long unknown = nextLoan();
    add(unknown, 0).set(RawFields.STATUS, "XX");
    add(unknown, 1).set(RawFields.STATUS, "XX");
  }

  private void monthsOutOfOrderWithGapsAndTwice() {
    long loan = nextLoan();
    add(loan, 20).set(RawFields.STATUS, "06");
    add(loan, 3);
    add(loan, 9).set(RawFields.STATUS, "01");
    add(loan, 9).set(RawFields.STATUS, "02").set(RawFields.BALANCE, "777.77");
    add(loan, 8);
    add(loan, 21).set(RawFields.STATUS, "00");
    add(loan, 50).set(RawFields.STATUS, "00");
  }

  private void monthsThatAreNone() {
    long loan = nextLoan();
    add(loan, 0).set(RawFields.STATUS, "07");
    add(loan, 1).set(RawFields.PERIOD, "132019").set(RawFields.SELLER, "Thirteenth Bank");
    add(loan, 2).set(RawFields.PERIOD, "").set(RawFields.SELLER, "Timeless Bank");
  }

  private void twoLinesForTheFirstMonth() {
    long loan = nextLoan();
    add(loan, 0).set(RawFields.SELLER, "Ally Bank").set(24, "701");
    add(loan, 0).set(RawFields.SELLER, "PNC Bank, N.A.").set(24, "702");
    add(loan, 1).set(RawFields.STATUS, "04");
  }

  private void onlyMaskedBalances() {
    long loan = nextLoan();
    add(loan, 0).set(RawFields.BALANCE, "0.00").set(RawFields.SELLER, "Never Seen Bank");
    add(loan, 1).set(RawFields.BALANCE, "0.00").set(RawFields.STATUS, "09");
  }

  /** The first line counts even if its balance is masked; a status in a masked month does not. */
  private void firstLineTellsTheLoan() {
    long loan = nextLoan();
    add(loan, 0).set(RawFields.BALANCE, "0.00").set(10, "111000.00").set(31, "AK");
    add(loan, 1).set(10, "222000.00").set(31, "HI");
    add(loan, 2).set(RawFields.BALANCE, "0.00").set(RawFields.STATUS, "08");
    add(loan, 3).set(RawFields.BALANCE, "").set(RawFields.STATUS, "08");
  }

  private void blanks() {
    long loan = nextLoan();
    for (int field :
        new int[] {4, 5, 8, 9, 10, 13, 16, 20, 23, 24, 26, 27, 28, 29, 31, 32, 33, 42}) {
      add(loan, field).set(field, "");
    }
    long first = nextLoan();
    add(first, 0).set(4, "").set(5, "").set(10, "a lot").set(13, "360.5").set(26, "").set(35, "");
    add(first, 1);
    add(first, 2).set(RawFields.LOAN, "");
  }

  private void spellings() {
    List<String> sellers =
        List.of(
            "Wells Fargo Bank,  NA",
            "wells fargo bank, n.a.",
            "Wells Fargo",
            "WELLS FARGO CREDIT RISK TRANSFER SECURITIES TRUST 2015",
            "JP Morgan Chase Bank, NA",
            "Chase Home Finance (CIE 1)",
            "United Shore Financial Services, LLC d/b/a United Wholesale Mortgage",
            "Other Refinance",
            "Other REFINANCE",
            "No Cash-Out Refinance",
            "Other",
            "HomeStreet Bank",
            "Fedral Home of Chicago",
            "Federal Home Loan Bank of Chicago",
            "Équité Bank",
            "A Bank Nobody Mapped, LLC");
    for (String seller : sellers) {
      long loan = nextLoan();
      add(loan, 0).set(RawFields.SELLER, seller);
      add(loan, 1).set(RawFields.SELLER, seller).set(RawFields.STATUS, "04");
    }
  }

  /** Its first month stands in the fourth quarter's file, so the months in the third's get lost. */
  private void loanInTwoFiles() {
    boolean fourth = lastLoan > 900_000_000_900L;
    add(123_456_789_012L, fourth ? 0 : 5).set(RawFields.STATUS, "04");
    add(123_456_789_012L, fourth ? 6 : 7);
  }

  private void laterLayouts() {
    long loan = nextLoan();
    add(loan, 0).length(110).set(109, "7").set(110, "1234.50");
    add(loan, 1).length(113).set(109, "Y").set(110, "99.00").set(111, "700").set(113, "755");
    add(loan, 2).length(108);
    add(loan, 3).length(113).set(RawFields.STATUS, "XX");
  }

  private void shortLines() {
    long loan = nextLoan();
    add(loan, 0).length(107);
    add(loan, 1).length(50).set(RawFields.STATUS, "04");
    add(loan, 2).length(12);
  }

  private long nextLoan() {
    return ++lastLoan;
  }

  private Editor add(long loan, int age) {
    int month = FIRST_MONTH + age;
    String[] fields = new String[108];
    Arrays.fill(fields, "");
    lines.add("");
    return new Editor(lines.size() - 1, fields)
        .set(RawFields.LOAN, Long.toString(loan))
        .set(RawFields.PERIOD, "%02d%d".formatted(month % 12 + 1, month / 12))
        .set(4, "R")
        .set(RawFields.SELLER, "Flagstar Bank, FSB")
        .set(8, "4.125")
        .set(9, "4.000")
        .set(10, "250000.00")
        .set(RawFields.BALANCE, (249_000 - age) + ".37")
        .set(13, "360")
        .set(16, Integer.toString(age - 1))
        .set(20, "80")
        .set(21, "85")
        .set(22, "2")
        .set(23, "31")
        .set(24, "744")
        .set(26, "N")
        .set(27, "P")
        .set(28, "SF")
        .set(29, "1")
        .set(30, "P")
        .set(31, "CA")
        .set(32, "31080")
        .set(33, "009")
        .set(34, "25.00")
        .set(35, "FRM")
        .set(RawFields.STATUS, "00")
        .set(42, age % 5 == 4 ? "Y" : "N")
        .set(63, age % 7 == 6 ? "431.39" : "")
        .set(81, "N");
  }

  /** A line that was added and can still be changed. */
  private final class Editor {
    private final int line;
    private String[] fields;

    private Editor(int line, String[] fields) {
      this.line = line;
      this.fields = fields;
    }

    Editor set(int field, String value) {
      fields[field - 1] = value;
      lines.set(line, String.join("|", fields));
      return this;
    }

    Editor length(int count) {
      int old = fields.length;
      fields = Arrays.copyOf(fields, count);
      if (count > old) {
        Arrays.fill(fields, old, count, "");
      }
      lines.set(line, String.join("|", fields));
      return this;
    }
  }
}
