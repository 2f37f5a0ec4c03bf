package dev.hearth.gateway.jupyter.channels;

import dev.hearth.gateway.error.Forbidden;
import dev.hearth.gateway.http.AccessFilter;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.KernelId;
import dev.hearth.gateway.kernel.Kernels;
import dev.hearth.gateway.team.Action;
import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.audit.AuditAction;
import dev.hearth.gateway.team.audit.AuditEvent;
import dev.hearth.gateway.team.audit.AuditLog;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Looks the kernel up while the socket is still a request, so that a client sees 404, and knows
 * that the kernel is gone. That the client may come in, {@link AccessFilter} has checked.
 */
@ApplicationScoped
public class ChannelsGate implements HttpUpgradeCheck {
  static final TypedKey<Kernel> KERNEL = new TypedKey<>("hearth.kernel");
  static final TypedKey<Caller> CALLER = new TypedKey<>("hearth.caller");

  private final Kernels kernels;
  private final AccessFilter access;
  private final AuditLog audit;

  ChannelsGate(Kernels kernels, AccessFilter access, AuditLog audit) {
    this.audit = audit;
    this.kernels = kernels;
    this.access = access;
  }

  @Override
  public boolean appliesTo(String endpointId) {
    return endpointId.equals(ChannelsSocket.class.getName());
  }

  @Override
  public Uni<CheckResult> perform(HttpUpgradeContext context) {
    Caller caller = access.callerOfHandshake();
    Optional<Kernel> kernel;
    try {
      kernel =
          KernelId.parse(context.pathParam("id"))
              .flatMap(id -> kernels.find(id, caller, Action.USE));
    } catch (Forbidden e) {
      return CheckResult.rejectUpgrade(403);
    }
    if (kernel.isEmpty()) {
      return CheckResult.rejectUpgrade(404);
    }
    audit.record(
        AuditEvent.of(AuditAction.KERNEL_ATTACH)
            .by(kernel.get().owner())
            .on(kernel.get().id())
            .with("credential", caller.evidence().kind() + " " + caller.evidence().id()));
    context.userData().put(KERNEL, kernel.get());
    context.userData().put(CALLER, caller);
    return CheckResult.permitUpgrade();
  }
}
