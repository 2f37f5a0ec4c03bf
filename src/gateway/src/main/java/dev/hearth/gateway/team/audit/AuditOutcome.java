package dev.hearth.gateway.team.audit;

import dev.hearth.gateway.error.InvalidRequest;
import java.util.Arrays;

/** How it ended. */
public enum AuditOutcome {
  ALLOWED("allowed"),
  /** By a rule of Hearth. */
  DENIED("denied"),
  /** It was allowed and did not work. */
  FAILED("failed");

  private final String wireName;

  AuditOutcome(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  /**
   * @throws InvalidRequest if there is none of that name
   */
  public static AuditOutcome of(String wireName) {
    return Arrays.stream(values())
        .filter(outcome -> outcome.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new InvalidRequest("An outcome is one of allowed, denied and failed."));
  }
}
