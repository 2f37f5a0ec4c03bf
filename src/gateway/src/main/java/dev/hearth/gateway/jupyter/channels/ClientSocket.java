package dev.hearth.gateway.jupyter.channels;

import java.util.concurrent.CompletionStage;

/**
 * The socket of one client. Calls are safe from any thread and never block; what one thread sends
 * goes out in that order.
 */
interface ClientSocket {

  /** Completes when the frame was handed to the operating system, or exceptionally. */
  CompletionStage<Void> send(OutFrame frame);

  /**
   * @param payload comes back with the pong; at most 125 bytes
   */
  CompletionStage<Void> ping(byte[] payload);

  /** Closes it from our side; a no-op if it is closed. */
  void close(int code, String reason);
}
