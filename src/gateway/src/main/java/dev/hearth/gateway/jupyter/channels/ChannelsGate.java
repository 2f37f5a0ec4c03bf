package dev.hearth.gateway.jupyter.channels;

import dev.hearth.gateway.http.AccessFilter;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.KernelId;
import dev.hearth.gateway.kernel.Kernels;
import dev.hearth.gateway.team.Principal;
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

  private final Kernels kernels;
  private final AccessFilter access;

  ChannelsGate(Kernels kernels, AccessFilter access) {
    this.kernels = kernels;
    this.access = access;
  }

  @Override
  public boolean appliesTo(String endpointId) {
    return endpointId.equals(ChannelsSocket.class.getName());
  }

  @Override
  public Uni<CheckResult> perform(HttpUpgradeContext context) {
    Principal principal = access.principal(context.httpRequest());
    Optional<Kernel> kernel =
        KernelId.parse(context.pathParam("id")).flatMap(id -> kernels.find(id, principal));
    if (kernel.isEmpty()) {
      return CheckResult.rejectUpgrade(404);
    }
    context.userData().put(KERNEL, kernel.get());
    return CheckResult.permitUpgrade();
  }
}
