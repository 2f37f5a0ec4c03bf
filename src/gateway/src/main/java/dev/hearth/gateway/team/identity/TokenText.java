package dev.hearth.gateway.team.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An access token as its bearer has it: {@code hearth_<id>_<secret>}. The prefix lets scanners of
 * source code find one that was published; the id finds it in the registry. The secret has 240
 * random bits, so a plain hash of it cannot be guessed back.
 */
record TokenText(String id, String secret) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 6;
  private static final int SECRET_BYTES = 30;
  private static final Pattern FORM = Pattern.compile("hearth_([0-9a-f]{12})_([0-9a-f]{60})");

  static TokenText random() {
    return new TokenText(hex(ID_BYTES), hex(SECRET_BYTES));
  }

  private static String hex(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  static Optional<TokenText> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new TokenText(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** The whole token, to be handed to its owner only. */
  String reveal() {
    return "hearth_" + id + "_" + secret;
  }

  /** SHA-256 in hex. */
  String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** In a time that tells nothing about the hash. */
  boolean hasHash(String hash) {
    return MessageDigest.isEqual(
        hash().getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "TokenText[" + id + "]";
  }
}
