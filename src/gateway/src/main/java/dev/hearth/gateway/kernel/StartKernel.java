package dev.hearth.gateway.kernel;

import dev.hearth.gateway.team.Principal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a client asks for when it starts a kernel.
 *
 * @param spec name of a kernelspec
 * @param id chosen by the client, so that a repeated request finds the kernel of the first
 * @param path of the notebook, if the client says so; informative
 * @param env the {@code KERNEL_*} variables; wishes, validated by whoever uses one
 * @param lease how long the kernel outlives its last client; empty: until it is deleted
 */
public record StartKernel(
    String spec,
    Optional<KernelId> id,
    Optional<String> path,
    Map<String, String> env,
    Optional<Duration> lease,
    Principal principal) {
  public StartKernel {
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(lease, "lease");
    env = Map.copyOf(env);
  }
}
