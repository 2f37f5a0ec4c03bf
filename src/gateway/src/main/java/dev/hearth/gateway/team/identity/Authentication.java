package dev.hearth.gateway.team.identity;

import dev.hearth.gateway.team.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All ways by which this gateway recognises credentials. What was found good is remembered for a
 * little while, by a salted hash, so that clients which poll cost next to nothing. Safe from any
 * thread.
 */
public final class Authentication {
  private static final int MOST_REMEMBERED = 10_000;

  private final GatewayToken gatewayToken;
  private final List<Authenticator> others;
  private final Duration remember;
  private final Clock clock;
  private final byte[] salt = new byte[16];
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

  /** Fingerprints, the latest ones. */
  private final Set<String> good =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST_REMEMBERED;
                }
              }));

  private record Remembered(Caller caller, Instant until) {}

  Authentication(
      GatewayToken gatewayToken, List<Authenticator> others, Duration remember, Clock clock) {
    this.gatewayToken = gatewayToken;
    this.others = List.copyOf(others);
    this.remember = remember;
    this.clock = clock;
    new SecureRandom().nextBytes(salt);
  }

  /** Whose credential it is, as far as that is known without asking anybody. Never blocks. */
  public Optional<Caller> known(Credential credential) {
    Optional<Caller> holder = gatewayToken.identify(credential);
    if (holder.isPresent()) {
      good.add(fingerprint(credential));
      return holder;
    }
    return Optional.ofNullable(remembered.get(fingerprint(credential)))
        .filter(entry -> clock.instant().isBefore(entry.until()))
        .map(Remembered::caller)
        .filter(caller -> !caller.evidence().expired(clock.instant()));
  }

  /** Whether it was found good once, by this process, and may be no more. */
  public boolean wasGood(Credential credential) {
    return good.contains(fingerprint(credential));
  }

  /** Whether there is anybody to ask about what is not {@link #known}. */
  public boolean asks() {
    return !others.isEmpty();
  }

  /**
   * Whose credential it is. May block.
   *
   * @throws dev.hearth.gateway.error.Unavailable if nobody knows it and one could not be asked
   */
  public Optional<Caller> identify(Credential credential) {
    Optional<Caller> known = known(credential);
    if (known.isPresent()) {
      return known;
    }
    for (Authenticator authenticator : others) {
      Optional<Caller> caller = authenticator.identify(credential);
      if (caller.isPresent()) {
        remember(credential, caller.get());
        return caller;
      }
    }
    return Optional.empty();
  }

  private void remember(Credential credential, Caller caller) {
    good.add(fingerprint(credential));
    Instant now = clock.instant();
    if (remembered.size() >= MOST_REMEMBERED) {
      remembered.values().removeIf(entry -> !now.isBefore(entry.until()));
    }
    if (remembered.size() < MOST_REMEMBERED) {
      remembered.put(fingerprint(credential), new Remembered(caller, now.plus(remember)));
    }
  }

  /** A caller of a while ago, as they are now; empty if they may no longer come in. May block. */
  public Optional<Caller> again(Caller caller) {
    if (caller.evidence().expired(clock.instant())) {
      return Optional.empty();
    }
    if (caller.evidence().kind().equals(gatewayToken.mode())) {
      return gatewayToken.again(caller);
    }
    return others.stream()
        .filter(authenticator -> authenticator.mode().equals(caller.evidence().kind()))
        .findFirst()
        .flatMap(authenticator -> authenticator.again(caller));
  }

  /** Looks up every credential anew: one was revoked, or the teams have changed. */
  public void forget() {
    remembered.clear();
  }

  /** Tells credentials apart, and nothing else of them: a hash with a salt of this process. */
  public String fingerprint(Credential credential) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      return HexFormat.of()
          .formatHex(digest.digest(credential.secret().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
