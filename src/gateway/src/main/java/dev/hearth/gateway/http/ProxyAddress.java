package dev.hearth.gateway.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An entry of {@code hearth.http.trusted-proxies}: an address, or a range of them such as {@code
 * 10.42.96.0/19}. What is asked about may be anything that a client wrote: no name is ever looked
 * up.
 */
final class ProxyAddress {
  private static final Pattern IPV4 = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

  private final String text;
  private final Optional<byte[]> network;
  private final int bits;

  private ProxyAddress(String text, Optional<byte[]> network, int bits) {
    this.text = text;
    this.network = network;
    this.bits = bits;
  }

  /**
   * @throws IllegalArgumentException if it has a slash and is no range
   */
  static ProxyAddress parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return new ProxyAddress(text, Optional.empty(), 0);
    }
    Optional<byte[]> network = bytes(text.substring(0, slash));
    String bits = text.substring(slash + 1);
    if (network.isEmpty()
        || !bits.matches("\\d{1,3}")
        || Integer.parseInt(bits) > network.get().length * Byte.SIZE) {
      throw new IllegalArgumentException(
          "hearth.http.trusted-proxies has '"
              + text
              + "', which is no range of addresses; expected one such as 10.42.96.0/19.");
    }
    return new ProxyAddress(text, network, Integer.parseInt(bits));
  }

  boolean has(String address) {
    return network
        .map(range -> bytes(address).filter(asked -> within(range, asked)).isPresent())
        .orElseGet(() -> text.equals(address));
  }

  private boolean within(byte[] range, byte[] asked) {
    int whole = bits / Byte.SIZE;
    int rest = Byte.SIZE - bits % Byte.SIZE;
    return range.length == asked.length
        && Arrays.equals(range, 0, whole, asked, 0, whole)
        && (rest == Byte.SIZE || (range[whole] & 0xff) >> rest == (asked[whole] & 0xff) >> rest);
  }

  private static Optional<byte[]> bytes(String address) {
    if (!IPV4.matcher(address).matches() && !IPV6.matcher(address).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(address).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty(); // figures, but no address
    }
  }
}
