package dev.hearth.notebooks;

import java.util.Arrays;
import java.util.Optional;

/** A line of a raw file. Fields are numbered from 1, as in the issuer's layout. */
record RawFields(String quarter, String[] fields) {
  static final int LOAN = 2;
  static final int PERIOD = 3;
  static final int SELLER = 5;
  static final int BALANCE = 12;
  static final int STATUS = 40;

  static RawFields parse(String quarter, String line) {
    return new RawFields(quarter, line.split("\\|", -1));
  }

  /** Empty if it is blank or the line too short. */
  Optional<String> text(int number) {
    return Arrays.stream(fields).skip(number - 1).limit(1).filter(f -> !f.isEmpty()).findFirst();
  }

  Optional<Double> decimal(int number) {
    return text(number).filter(f -> f.matches("-?[0-9]+(\\.[0-9]+)?")).map(Double::valueOf);
  }

  Optional<Integer> integer(int number) {
    return text(number).filter(f -> f.matches("-?[0-9]+")).map(Integer::valueOf);
  }

  Optional<Long> loan() {
    return text(LOAN).map(Long::valueOf);
  }

  /** Months since the year 0, January being 1: year 2000, month 1 is 24001. */
  Optional<Integer> month() {
    return text(PERIOD)
        .filter(period -> period.matches("(0[1-9]|1[0-2])[0-9]{4}"))
        .map(p -> Integer.parseInt(p.substring(2)) * 12 + Integer.parseInt(p.substring(0, 2)));
  }
}
