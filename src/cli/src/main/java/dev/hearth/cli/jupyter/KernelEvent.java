package dev.hearth.cli.jupyter;

/** What {@link KernelConnection#next} has to tell. */
public sealed interface KernelEvent {

  /** The kernel said something. */
  record Received(KernelMessage message) implements KernelEvent {}

  /** The connection had broken and is back; what was sent just before may not have arrived. */
  record Reconnected() implements KernelEvent {}

  /** Nothing came in the given time. */
  record Quiet() implements KernelEvent {}
}
