package dev.hearth.gateway.team.audit;

import dev.hearth.gateway.error.Unavailable;

/** Where what users do is recorded. */
public interface AuditLog {

  /**
   * Takes an event, to be stored soon and in this order. Returns at once, does no input or output,
   * and is safe from any thread, event loops among them.
   *
   * <p>Record first, then act: if this throws, nothing of it may be done.
   *
   * @throws Unavailable if the log has no room, because its database has been away for long, or if
   *     the gateway stops
   */
  void record(AuditEvent event);
}
