package dev.hearth.driver.link;

import dev.hearth.protocol.link.Hello;
import dev.hearth.protocol.link.KernelOrder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * The kernels of this driver. Changed by the connection's thread alone, read by the link's thread.
 */
final class HostedKernels {
  private final KernelOpener opener;
  private final SpoolRoom room;
  private final Bell bell;
  private final PendingCalls calls;
  private final List<HostedKernel> kernels = new CopyOnWriteArrayList<>();

  HostedKernels(KernelOpener opener, SpoolRoom room, Bell bell, PendingCalls calls) {
    this.opener = opener;
    this.room = room;
    this.bell = bell;
    this.calls = calls;
  }

  /** Opens, keeps and closes so that exactly the ordered kernels exist, each sending on. */
  void become(List<KernelOrder> orders) {
    Set<UUID> wanted = orders.stream().map(KernelOrder::kernelId).collect(Collectors.toSet());
    kernels.stream().map(HostedKernel::id).filter(id -> !wanted.contains(id)).forEach(this::close);
    for (KernelOrder order : orders) {
      Optional<HostedKernel> hosted = find(order.kernelId());
      if (hosted.isPresent()) {
        hosted.get().spool().resumeAfter(order.acked());
      } else {
        open(order);
      }
    }
  }

  /** Opens a kernel unless it is here already. */
  void open(KernelOrder order) {
    if (find(order.kernelId()).isEmpty()) {
      Spool spool = new Spool(room, order.acked(), bell::ring);
      kernels.add(new HostedKernel(order, spool, calls.of(order.kernelId()), opener));
    }
  }

  void close(UUID kernelId) {
    find(kernelId)
        .ifPresent(
            kernel -> {
              kernels.remove(kernel);
              kernel.close();
              calls.forget(kernelId);
            });
  }

  Optional<HostedKernel> find(UUID kernelId) {
    return kernels.stream().filter(kernel -> kernel.id().equals(kernelId)).findFirst();
  }

  /** A view that may change while it is looked at. */
  List<HostedKernel> all() {
    return kernels;
  }

  List<Hello.HostedKernel> standing() {
    return kernels.stream().map(HostedKernel::standing).toList();
  }
}
