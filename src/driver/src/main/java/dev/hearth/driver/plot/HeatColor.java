package dev.hearth.driver.plot;

import java.awt.Color;

/** Colours of a heat map, from dark blue to yellow, which readers of all kinds tell apart. */
final class HeatColor {
  private static final int[] STOPS = {
    0x440154, 0x482878, 0x3e4a89, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b,
    0xfde725
  };

  private HeatColor() {}

  /**
   * @param share from 0 to 1
   */
  static String of(double share) {
    double place = Math.max(0, Math.min(1, share)) * (STOPS.length - 1);
    int below = Math.min(STOPS.length - 2, (int) place);
    Color from = new Color(STOPS[below]);
    Color to = new Color(STOPS[below + 1]);
    double part = place - below;
    return String.format(
        "#%02x%02x%02x",
        mix(from.getRed(), to.getRed(), part),
        mix(from.getGreen(), to.getGreen(), part),
        mix(from.getBlue(), to.getBlue(), part));
  }

  private static int mix(int from, int to, double part) {
    return (int) Math.round(from + (to - from) * part);
  }
}
