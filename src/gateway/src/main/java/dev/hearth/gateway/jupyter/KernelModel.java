package dev.hearth.gateway.jupyter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.KernelStatus;

/**
 * A kernel in Jupyter's API.
 *
 * @param name of its kernelspec
 * @param lastActivity see {@link Timestamps}
 * @param connections WebSockets that are open on it
 * @param reason why it is dead, else {@code null}
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KernelModel(
    String id,
    String name,
    String lastActivity,
    String executionState,
    int connections,
    String reason) {

  static KernelModel of(Kernel kernel, int connections) {
    KernelStatus status = kernel.status();
    return new KernelModel(
        kernel.id().toString(),
        kernel.spec(),
        Timestamps.format(status.lastActivity()),
        status.state().wireName(),
        connections,
        status.reason().orElse(null));
  }
}
