package dev.hearth.protocol.frame;

import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The {@code key} of a Jupyter connection file, with which both sides sign messages by HMAC-SHA256
 * ({@code "signature_scheme": "hmac-sha256"}). Any thread may use it.
 */
public final class SignatureKey {
  private static final String SCHEME = "HmacSHA256";

  private final byte[] key;

  /**
   * @param key in the connection file; if it is empty, messages are neither signed nor checked
   */
  public SignatureKey(String key) {
    this.key = key.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether there is a key to sign with. */
  public boolean signs() {
    return key.length > 0;
  }

  /**
   * The signature over header, parent header, metadata and content, in hexadecimal; empty without a
   * key. Jupyter leaves the buffers unsigned.
   */
  public byte[] sign(MessageParts message) {
    if (!signs()) {
      return new byte[0];
    }
    Mac mac = mac();
    mac.update(message.header().duplicate());
    mac.update(message.parentHeader().duplicate());
    mac.update(message.metadata().duplicate());
    mac.update(message.content().duplicate());
    return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether it is the message's signature, in a time that does not tell where they differ. */
  public boolean signed(ByteBuffer signature, MessageParts message) {
    byte[] claimed = new byte[signature.remaining()];
    signature.duplicate().get(claimed);
    return !signs() || MessageDigest.isEqual(claimed, sign(message));
  }

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance(SCHEME);
      mac.init(new SecretKeySpec(key, SCHEME));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return signs() ? "SignatureKey[****]" : "SignatureKey[unsigned]";
  }
}
