package dev.hearth.gateway.kernel.echo;

import dev.hearth.gateway.kernel.ExecutionState;
import dev.hearth.gateway.kernel.KernelStatus;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What an echo kernel's model shows. Safe from any thread. */
final class EchoState {
  private final Clock clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile KernelStatus status;

  EchoState(Clock clock) {
    this.clock = clock;
    this.status = new KernelStatus(ExecutionState.STARTING, clock.instant(), Optional.empty());
  }

  KernelStatus status() {
    return status;
  }

  /** Also counts as activity. */
  void become(ExecutionState state) {
    become(state, Optional.empty());
  }

  void become(ExecutionState state, Optional<String> reason) {
    status = new KernelStatus(state, clock.instant(), reason);
    listeners.forEach(Runnable::run);
  }

  AutoCloseable onChange(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
