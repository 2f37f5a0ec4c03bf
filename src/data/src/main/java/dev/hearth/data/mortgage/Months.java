package dev.hearth.data.mortgage;

/** Months as numbers: those between two months are their difference. */
final class Months {

  private Months() {}

  /**
   * @param month 1 to 12
   */
  static int of(int year, int month) {
    return year * 12 + month - 1;
  }

  static int yearOf(int month) {
    return month / 12;
  }

  /** 1 to 12. */
  static int monthOf(int month) {
    return month % 12 + 1;
  }
}
