package dev.hearth.gateway.kernel.call;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The calls of this gateway's kernels as a bean. */
final class OwnKernelCalls {
  @Produces
  @Singleton
  KernelCalls calls() {
    return new KernelCalls(Infrastructure.getDefaultWorkerPool());
  }
}
