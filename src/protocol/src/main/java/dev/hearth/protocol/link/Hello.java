package dev.hearth.protocol.link;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * The first frame of a driver on every connection.
 *
 * @param protocol version of the link protocol, {@link #PROTOCOL}
 * @param sessionId whose driver this is
 * @param incarnation drawn once per driver process: another one means that all kernels are new
 * @param pid of the driver's process where it runs
 * @param kernels those that this process hosts, and where each stands
 * @param state see {@link DriverState}
 */
public record Hello(
    int protocol,
    UUID sessionId,
    UUID incarnation,
    long pid,
    List<HostedKernel> kernels,
    DriverState state) {

  public static final int PROTOCOL = 2;

  public Hello {
    Objects.requireNonNull(sessionId, "session_id");
    Objects.requireNonNull(incarnation, "incarnation");
    Objects.requireNonNull(kernels, "kernels");
    Objects.requireNonNull(state, "state");
    kernels = List.copyOf(kernels);
  }

  /**
   * @param received the number of the last request that the driver has taken; 0 is none
   * @param produced the number of the last output that it has made; 0 is none
   */
  public record HostedKernel(UUID kernelId, long received, long produced) {
    public HostedKernel {
      Objects.requireNonNull(kernelId, "kernels.kernel_id");
      KernelOrder.requireCount(received, "received");
      KernelOrder.requireCount(produced, "produced");
    }
  }
}
