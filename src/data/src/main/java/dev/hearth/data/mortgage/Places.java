package dev.hearth.data.mortgage;

/** Where houses stand: states by their share of loans, with their ZIP codes and largest cities. */
final class Places {

  /** One house in eight stands outside every metropolitan area. */
  private static final double RURAL = 0.12;

  private static final Weighted<State> STATES =
      new Weighted<State>()
          .add(16.0, new State("CA", 900, 961, 31080, 41860, 40140, 41740, 40900, 41940))
          .add(8.5, new State("TX", 750, 799, 19100, 26420, 12420, 41700))
          .add(6.5, new State("FL", 320, 349, 33100, 45300, 36740, 27260))
          .add(4.2, new State("WA", 980, 994, 42660, 44060))
          .add(4.0, new State("IL", 600, 629, 16980))
          .add(4.0, new State("CO", 800, 816, 19740, 17820))
          .add(3.8, new State("NY", 100, 149, 35620, 15380, 40380))
          .add(3.6, new State("NJ", 70, 89, 35620, 37980))
          .add(3.4, new State("VA", 220, 246, 47900, 40060, 47260))
          .add(3.2, new State("AZ", 850, 865, 38060, 46060))
          .add(3.1, new State("PA", 150, 196, 37980, 38300))
          .add(3.1, new State("GA", 300, 319, 12060))
          .add(3.0, new State("NC", 270, 289, 16740, 39580))
          .add(2.9, new State("MI", 480, 499, 19820, 24340))
          .add(2.8, new State("MA", 10, 27, 14460, 49340))
          .add(2.6, new State("OH", 430, 458, 18140, 17140, 17460))
          .add(2.5, new State("MN", 550, 567, 33460))
          .add(2.4, new State("OR", 970, 979, 38900))
          .add(2.4, new State("MD", 206, 219, 12580, 47900))
          .add(2.1, new State("UT", 840, 847, 41620, 39340))
          .add(1.9, new State("TN", 370, 385, 34980, 32820))
          .add(1.8, new State("WI", 530, 549, 33340, 31540))
          .add(1.8, new State("MO", 630, 658, 41180, 28140))
          .add(1.7, new State("IN", 460, 479, 26900))
          .add(1.5, new State("SC", 290, 299, 24860, 16700))
          .add(1.3, new State("NV", 889, 898, 29820, 39900))
          .add(1.1, new State("CT", 60, 69, 25540, 14860))
          .add(1.0, new State("AL", 350, 369, 13820))
          .add(1.0, new State("LA", 700, 714, 35380, 12940))
          .add(0.9, new State("ID", 832, 838, 14260))
          .add(0.8, new State("OK", 730, 749, 36420, 46140))
          .add(0.8, new State("KY", 400, 427, 31140))
          .add(0.7, new State("IA", 500, 528, 19780))
          .add(0.7, new State("KS", 660, 679, 28140, 48620))
          .add(0.6, new State("NH", 30, 38, 31700))
          .add(0.6, new State("NM", 870, 884, 10740))
          .add(0.6, new State("AR", 716, 729, 30780))
          .add(0.5, new State("HI", 967, 968, 46520))
          .add(0.5, new State("NE", 680, 693, 36540))
          .add(0.4, new State("MS", 386, 397, 27140))
          .add(0.4, new State("MT", 590, 599, 13740))
          .add(0.4, new State("DE", 197, 199, 37980))
          .add(0.4, new State("RI", 28, 29, 39300))
          .add(0.4, new State("ME", 39, 49, 38860))
          .add(0.3, new State("DC", 200, 205, 47900))
          .add(0.2, new State("WY", 820, 831, 16940))
          .add(0.2, new State("VT", 50, 59, 15540))
          .add(0.2, new State("SD", 570, 577, 43620))
          .add(0.2, new State("ND", 580, 588, 22020))
          .add(0.2, new State("WV", 247, 268, 16620))
          .add(0.2, new State("AK", 995, 999, 11260))
          .add(0.1, new State("PR", 6, 9, 41980));

  private Places() {}

  static Place draw(Dice dice) {
    State state = STATES.draw(dice);
    int zip = dice.between(state.lowestZip, state.highestZip);
    int msa = dice.chance(RURAL) ? 0 : state.areas[dice.between(0, state.areas.length - 1)];
    return new Place(state.code, zip, msa);
  }

  /**
   * @param zip the first three digits of the ZIP code
   * @param msa the metropolitan statistical area, 0 outside all
   */
  record Place(String state, int zip, int msa) {}

  /** Its ZIP codes by their first three digits, and its metropolitan statistical areas. */
  private static final class State {
    private final String code;
    private final int lowestZip;
    private final int highestZip;
    private final int[] areas;

    State(String code, int lowestZip, int highestZip, int... areas) {
      this.code = code;
      this.lowestZip = lowestZip;
      this.highestZip = highestZip;
      this.areas = areas;
    }
  }
}
