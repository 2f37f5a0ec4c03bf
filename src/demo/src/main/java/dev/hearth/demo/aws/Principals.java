package dev.hearth.demo.aws;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which access key is whose. Safe for all threads. */
public final class Principals {

  /**
   * Temporary credentials.
   *
   * @param assumedArn of the role's session
   */
  public record Session(
      String accessKey,
      String secretKey,
      String token,
      Instant expiration,
      String assumedArn,
      String assumedId) {}

  private final Map<String, Caller> byAccessKey = new ConcurrentHashMap<>();

  public void add(String accessKey, Caller caller) {
    byAccessKey.put(accessKey, caller);
  }

  Optional<Caller> of(String accessKey) {
    return Optional.ofNullable(byAccessKey.get(accessKey));
  }

  /** Draws temporary credentials with the rights of a caller. */
  public Session assume(Caller caller, String roleArn, String sessionName, long seconds) {
    String role = roleArn.substring(roleArn.lastIndexOf('/') + 1);
    String assumedArn = "arn:aws:sts::" + Account.ID + ":assumed-role/" + role + "/" + sessionName;
    String assumedId =
        Account.id("AROA", 20).toUpperCase(java.util.Locale.ROOT) + ":" + sessionName;
    String key = Account.id("ASIA", 20).toUpperCase(java.util.Locale.ROOT);
    add(key, caller.as(assumedArn, assumedId));
    return new Session(
        key,
        Account.id("", 40),
        Account.id("FwoGZXIvYXdzE", 120),
        Instant.now().plusSeconds(seconds),
        assumedArn,
        assumedId);
  }
}
