package dev.hearth.protocol.link;

import java.util.List;
import java.util.Objects;

/**
 * The gateway's answer to {@link Hello}: the kernels that shall exist. The driver opens those that
 * it does not host, closes the others, and sends again every output after {@code acked}.
 *
 * @param windowBytes how many bytes of outputs the driver may have on their way without an
 *     acknowledgement
 */
public record Welcome(List<KernelOrder> kernels, long windowBytes) {
  public Welcome {
    Objects.requireNonNull(kernels, "kernels");
    KernelOrder.requireCount(windowBytes, "window_bytes");
    kernels = List.copyOf(kernels);
  }
}
