package dev.hearth.protocol.audit;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How entries get their hash: by SHA-256, which anybody can compute, or by HMAC-SHA-256 under a
 * key, which only those can who have it. Any thread may use it; never prints its key.
 */
public final class Seal {
  /** Of a key, in characters. */
  public static final int SHORTEST_KEY = 32;

  private static final String SCHEME = "HmacSHA256";

  private final byte[] key;
  private final long since;

  private Seal(byte[] key, long since) {
    this.key = key;
    this.since = since;
  }

  /** Without a key. */
  public static Seal plain() {
    return new Seal(new byte[0], Long.MAX_VALUE);
  }

  /**
   * With a key. New entries always get it.
   *
   * @param since number of the first entry that has it; those before it are of a time without a key
   * @throws IllegalArgumentException if the key is too short to withstand guessing
   */
  public static Seal keyed(String key, long since) {
    if (key.length() < SHORTEST_KEY) {
      throw new IllegalArgumentException(
          "The audit log's key (HEARTH_AUDIT_KEY, hearth.audit.key) needs at least "
              + SHORTEST_KEY
              + " characters; 'openssl rand -hex 32' makes one.");
    }
    return new Seal(key.getBytes(StandardCharsets.UTF_8), since);
  }

  /** Whether it has a key. */
  public boolean isKeyed() {
    return key.length > 0;
  }

  /** The entry with its hash. */
  public AuditEntry seal(AuditEntry entry) {
    return entry.withHash(isKeyed() ? keyed(entry) : plain(entry));
  }

  /** Whether the entry has the hash that one of its number has to have. */
  public boolean holds(AuditEntry entry) {
    return sameText(entry.hash(), entry.number() < since ? plain(entry) : keyed(entry));
  }

  /** Whether it is what {@link #seal} gives, whatever its number. */
  public boolean isOwn(AuditEntry entry) {
    return sameText(entry.hash(), seal(entry).hash());
  }

  private static boolean sameText(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static String plain(AuditEntry entry) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(entry.sealed());
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private String keyed(AuditEntry entry) {
    try {
      Mac mac = Mac.getInstance(SCHEME);
      mac.init(new SecretKeySpec(key, SCHEME));
      return HexFormat.of().formatHex(mac.doFinal(entry.sealed()));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  @Override
  public String toString() {
    return isKeyed() ? "Seal[****]" : "Seal[without a key]";
  }
}
