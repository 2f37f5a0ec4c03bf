package dev.hearth.driver.kernel;

import dev.hearth.protocol.message.MessageParts;

/** Takes the requests of clients to one kernel. Called by the link's thread; never waits. */
public interface Mailbox {

  /** Queues a request; it is answered through the kernel's {@link Outbox}. */
  void submit(MessageParts request);

  /** Ends the kernel and what it runs. What it says from now on may be lost. */
  void close();
}
