package dev.hearth.gateway.jupyter.channels;

import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.team.audit.AuditAction;
import dev.hearth.gateway.team.audit.AuditEvent;
import dev.hearth.gateway.team.audit.AuditLog;
import dev.hearth.gateway.team.config.TeamDirectory;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.MessageParts;
import jakarta.inject.Singleton;

/** Keeps what cells run in the audit log, for the teams that want it. Safe from any thread. */
@Singleton
class CellAudit {
  private final TeamDirectory teams;
  private final AuditLog audit;

  CellAudit(TeamDirectory teams, AuditLog audit) {
    this.teams = teams;
    this.audit = audit;
  }

  /**
   * To be called before the kernel gets the message.
   *
   * @throws dev.hearth.gateway.error.Unavailable if it cannot be kept; then it must not run
   */
  void sent(Kernel kernel, MessageParts message, Header header) {
    if (!header.msgType().equals(Execute.Request.TYPE)
        || !teams.teams().of(kernel.owner().team()).auditsCells()) {
      return;
    }
    if (Content.parse(header.msgType(), message.content()) instanceof Execute.Request cell) {
      audit.record(
          AuditEvent.of(AuditAction.CELL_RUN)
              .by(kernel.owner())
              .on(kernel.id())
              .with("msg_id", header.msgId())
              .with(AuditEvent.SOURCE, cell.code()));
    }
  }
}
