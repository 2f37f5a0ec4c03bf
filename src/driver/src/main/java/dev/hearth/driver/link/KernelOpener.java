package dev.hearth.driver.link;

import dev.hearth.driver.kernel.GatewayCalls;
import dev.hearth.driver.kernel.Mailbox;
import dev.hearth.driver.kernel.Outbox;
import dev.hearth.protocol.link.KernelOrder;

/** Opens a kernel that the gateway has ordered. Called by the link's thread; must not wait. */
@FunctionalInterface
public interface KernelOpener {
  /**
   * @param gateway what the kernel may ask of the gateway
   */
  Mailbox open(KernelOrder order, Outbox outbox, GatewayCalls gateway);
}
