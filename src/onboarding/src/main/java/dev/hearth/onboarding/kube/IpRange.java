package dev.hearth.onboarding.kube;

/**
 * A range of IPv4 addresses.
 *
 * @param network its first address, as a number
 * @param length how many of the leading bits all its addresses share
 */
record IpRange(long network, int length) {
  private static final int BITS = 32;

  /**
   * Reads a CIDR such as {@code 10.0.0.0/16}.
   *
   * @throws IllegalArgumentException if it is none of IPv4
   */
  static IpRange of(String cidr) {
    String[] parts = cidr.split("[./]");
    if (parts.length != 5) {
      throw new IllegalArgumentException("Not an IPv4 range: " + cidr);
    }
    long address = 0;
    for (int i = 0; i < 4; i++) {
      address = (address << 8) | Integer.parseInt(parts[i]);
    }
    int length = Integer.parseInt(parts[4]);
    return new IpRange(leading(address, length), length);
  }

  private static long leading(long address, int bits) {
    return (address >> (BITS - bits)) << (BITS - bits);
  }

  boolean contains(IpRange other) {
    return other.length >= length && leading(other.network, length) == network;
  }
}
