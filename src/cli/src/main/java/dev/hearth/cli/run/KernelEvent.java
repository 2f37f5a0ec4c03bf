package dev.hearth.cli.run;

import dev.hearth.client.KernelMessage;

/** What {@link KernelConnection#next} has to tell. */
sealed interface KernelEvent {

  /** The kernel said something. */
  record Received(KernelMessage message) implements KernelEvent {}

  /** The connection had broken and is back; nothing is lost. */
  record Reconnected() implements KernelEvent {}

  /** Nothing came in the given time. */
  record Quiet() implements KernelEvent {}
}
