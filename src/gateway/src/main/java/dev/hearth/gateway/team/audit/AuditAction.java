package dev.hearth.gateway.team.audit;

import dev.hearth.gateway.error.InvalidRequest;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What somebody did, or tried to do. The names on the wire never change their meaning. */
public enum AuditAction {
  SESSION_START("session.start"),
  SESSION_STOP("session.stop"),
  SESSION_JOIN("session.join"),
  KERNEL_START("kernel.start"),
  KERNEL_STOP("kernel.stop"),
  /** A client's socket was opened. */
  KERNEL_ATTACH("kernel.attach"),
  KERNEL_INTERRUPT("kernel.interrupt"),
  KERNEL_RESTART("kernel.restart"),
  JOURNAL_READ("journal.read"),
  FILE_UPLOAD("file.upload"),
  /** The only one whose details may hold a cell's source. */
  CELL_RUN("cell.run"),
  REQUEST_DENIED("request.denied"),
  LOGIN_FAILED("login.failed"),
  LOGIN_LOCKED("login.locked"),
  TOKEN_CREATE("token.create"),
  TOKEN_REVOKE("token.revoke"),
  TOKEN_USE("token.use"),
  QUOTA_REFUSED("quota.refused"),
  CONFIG_CHANGE("config.change"),
  GATEWAY_START("gateway.start"),
  GATEWAY_STOP("gateway.stop"),
  /** Of the log itself: something is missing, the details say what. */
  AUDIT_GAP("audit.gap"),
  /** Of the log itself: old entries were removed, up to {@code through}. */
  AUDIT_EXPIRE("audit.expire");

  private final String wireName;

  AuditAction(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  /**
   * @throws InvalidRequest if there is none of that name
   */
  public static AuditAction of(String wireName) {
    return Arrays.stream(values())
        .filter(action -> action.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequest(
                    "There is no such action; there are "
                        + Arrays.stream(values())
                            .map(AuditAction::wireName)
                            .collect(Collectors.joining(", "))
                        + "."));
  }
}
