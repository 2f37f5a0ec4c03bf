package dev.hearth.gateway.team.audit;

/** What came of looking at every entry. */
public sealed interface AuditVerification {

  /**
   * All are as they were written.
   *
   * @param count how many
   * @param first number of the oldest that is kept; 0 if there are none
   * @param last number of the newest; 0 if there are none
   */
  record Intact(long count, long first, long last) implements AuditVerification {}

  /**
   * @param number of the first entry that is not as it was written, or before which some are
   *     missing
   * @param why in words for users
   */
  record Broken(long number, String why) implements AuditVerification {}
}
