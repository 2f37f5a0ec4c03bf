package dev.hearth.driver.link;

import dev.hearth.driver.kernel.Mailbox;
import dev.hearth.driver.kernel.Outbox;
import dev.hearth.protocol.link.KernelOrder;

/** Opens a kernel that the gateway has ordered. Called by the link's thread; must not wait. */
@FunctionalInterface
public interface KernelOpener {
  Mailbox open(KernelOrder order, Outbox outbox);
}
