package dev.hearth.protocol.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Remembers the latest signatures, so that a message that somebody recorded and sends again is
 * noticed. Any thread may use it; the set is guarded by this.
 */
public final class SeenSignatures {
  /** As many as Jupyter's own clients remember. */
  public static final int LIMIT = 65_536;

  private final Set<String> seen = new LinkedHashSet<>();

  /** Notes a signature; {@code false} if it is among the latest {@link #LIMIT}. */
  public synchronized boolean add(ByteBuffer signature) {
    boolean isNew = seen.add(StandardCharsets.ISO_8859_1.decode(signature.duplicate()).toString());
    if (seen.size() > LIMIT) {
      seen.remove(seen.iterator().next());
    }
    return isNew;
  }
}
