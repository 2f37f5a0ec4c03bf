package dev.hearth.protocol.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Checks entries one after the other; keeps only the last of each gateway. For one thread.
 *
 * <p>What it cannot see is that the newest entries were cut off: what is left is a whole chain.
 */
public final class ChainCheck {
  private final Seal seal;
  private final boolean complete;
  private final Map<String, AuditEntry> newest = new HashMap<>();
  private long number;
  private String hash;
  private long first;
  private long count;

  private ChainCheck(Seal seal, boolean complete, long number, String hash) {
    this.seal = seal;
    this.complete = complete;
    this.number = number;
    this.hash = hash;
  }

  /**
   * Of a log in which no number may be missing.
   *
   * @param after number of the entry before the first that will be checked; 0 for none
   * @param hash that entry's, {@link AuditEntry#GENESIS} for none
   */
  public static ChainCheck complete(Seal seal, long after, String hash) {
    return new ChainCheck(seal, true, after, hash);
  }

  /** Of what single gateways wrote, each in its order, from any entry on. */
  public static ChainCheck ofGateways(Seal seal) {
    return new ChainCheck(seal, false, 0, AuditEntry.GENESIS);
  }

  /** Checks the next; after a flaw, all that follows is worth nothing. */
  public Optional<Flaw> add(AuditEntry entry) {
    Optional<String> why = whyNot(entry);
    newest.put(entry.gateway(), entry);
    first = count == 0 ? entry.number() : first;
    number = entry.number();
    hash = entry.hash();
    count++;
    return why.map(reason -> new Flaw(entry.number(), reason));
  }

  private Optional<String> whyNot(AuditEntry entry) {
    if (complete && entry.number() != number + 1) {
      return Optional.of(
          "entry " + (number + 1) + " should stand there: some are missing or moved");
    }
    if (!seal.holds(entry)) {
      return Optional.of(
          seal.isKeyed()
              ? "its content does not match its hash under the key: it was changed, or written"
                  + " without this key"
              : "its content does not match its hash: it was changed, or written with a key");
    }
    if (complete && !entry.previous().equals(hash)) {
      return Optional.of("it does not follow the entry that stands before it");
    }
    return brokenInItsGateway(entry);
  }

  private Optional<String> brokenInItsGateway(AuditEntry entry) {
    AuditEntry before = newest.get(entry.gateway());
    if (before == null) {
      boolean unfounded =
          entry.gatewayNumber() < 1
              || entry.gatewayNumber() == 1 != entry.gatewayPrevious().equals(AuditEntry.GENESIS)
              || entry.number() < 1
              || entry.number() == 1 != entry.previous().equals(AuditEntry.GENESIS);
      return unfounded ? Optional.of("it claims to be what it is not: a first") : Optional.empty();
    }
    if (entry.gatewayNumber() != before.gatewayNumber() + 1) {
      return Optional.of(
          "its gateway wrote entry "
              + (before.gatewayNumber() + 1)
              + " of its own before it: some are missing or moved");
    }
    boolean adjoins = entry.number() == before.number() + 1;
    if (!entry.gatewayPrevious().equals(before.hash())
        || entry.number() <= before.number()
        || adjoins && !entry.previous().equals(before.hash())) {
      return Optional.of("it does not follow the entry that its gateway wrote before it");
    }
    return Optional.empty();
  }

  /** How many were checked. */
  public long count() {
    return count;
  }

  /** Number of the first that was checked; 0 if none was. */
  public long first() {
    return first;
  }

  /** Number of the last that was checked; 0 if none was, or the one before the first. */
  public long last() {
    return number;
  }

  /** Hash of the last that was checked. */
  public String lastHash() {
    return hash;
  }
}
