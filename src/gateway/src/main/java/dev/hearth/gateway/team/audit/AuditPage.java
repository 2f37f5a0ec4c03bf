package dev.hearth.gateway.team.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hearth.protocol.audit.AuditEntry;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Entries in the order of their numbers.
 *
 * @param next what to ask for as {@code since} to read on; empty if these were the last
 */
public record AuditPage(List<AuditEntry> entries, OptionalLong next) {
  public AuditPage {
    entries = List.copyOf(entries);
  }

  /** As an answer over REST. */
  public Json json() {
    return new Json(
        entries.stream().<Map<String, Object>>map(AuditEntry::members).toList(),
        next.isPresent() ? next.getAsLong() : null);
  }

  /**
   * A page as JSON.
   *
   * @param entries with the members, names and values that they have in files, so that a client can
   *     verify them
   * @param next absent on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Json(List<Map<String, Object>> entries, Long next) {}
}
