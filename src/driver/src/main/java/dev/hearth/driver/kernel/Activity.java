package dev.hearth.driver.kernel;

import dev.hearth.protocol.message.Status.ExecutionState;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Tells clients when the kernel is busy. Questions are answered also while a cell runs, and each
 * answer ends with {@code idle}, as the protocol wants it; but clients show the kernel's state by
 * the last word that they heard, so the running cell then says again that it is {@code busy}.
 */
final class Activity {
  private final Publisher publisher;

  /** The request whose turn it is, in the order of the shell channel. */
  private Optional<ByteBuffer> turn = Optional.empty();

  Activity(Publisher publisher) {
    this.publisher = publisher;
  }

  synchronized void beginTurn(ByteBuffer origin) {
    turn = Optional.of(origin);
    publisher.status(origin, ExecutionState.BUSY);
  }

  synchronized void endTurn(ByteBuffer origin) {
    turn = Optional.empty();
    publisher.status(origin, ExecutionState.IDLE);
  }

  /** Answers a request beside whatever has its turn. */
  void aside(ByteBuffer origin, Runnable answer) {
    publisher.status(origin, ExecutionState.BUSY);
    try {
      answer.run();
    } finally {
      endAside(origin);
    }
  }

  private synchronized void endAside(ByteBuffer origin) {
    publisher.status(origin, ExecutionState.IDLE);
    turn.ifPresent(running -> publisher.status(running, ExecutionState.BUSY));
  }
}
