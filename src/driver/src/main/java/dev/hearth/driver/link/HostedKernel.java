package dev.hearth.driver.link;

import dev.hearth.driver.kernel.GatewayCalls;
import dev.hearth.driver.kernel.Mailbox;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.link.Hello;
import dev.hearth.protocol.link.KernelOrder;
import dev.hearth.protocol.link.LinkFrame;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One kernel as the link sees it: its spool, where its requests go, and how many of them it has.
 * Requests come from the connection's thread, everything else is the link's thread; the monitor
 * guards the request numbers.
 */
final class HostedKernel {
  private static final Logger LOG = LoggerFactory.getLogger(HostedKernel.class);

  private final UUID id;
  private final Spool spool;
  private final Mailbox mailbox;
  private long received;

  HostedKernel(KernelOrder order, Spool spool, GatewayCalls calls, KernelOpener opener) {
    this.id = order.kernelId();
    this.spool = spool;
    this.received = order.received();
    this.mailbox = opener.open(order, spool, calls);
  }

  UUID id() {
    return id;
  }

  Spool spool() {
    return spool;
  }

  /**
   * Takes a request unless it was here before.
   *
   * @throws LinkBrokenException if requests before it are missing; on the next connection the
   *     gateway sends them again
   */
  synchronized void request(LinkFrame.Request request) throws LinkBrokenException {
    if (request.number() > received + 1) {
      throw new LinkBrokenException(
          "request " + request.number() + " came after request " + received);
    }
    if (request.number() == received + 1) {
      received++;
      try {
        mailbox.submit(V1Frame.parse(request.frame()));
      } catch (MalformedMessageException e) {
        LOG.warn("Request {} of kernel {} is dropped: {}", received, id, e.getMessage());
      }
    }
  }

  synchronized Hello.HostedKernel standing() {
    return new Hello.HostedKernel(id, received, spool.produced());
  }

  void close() {
    mailbox.close();
    spool.close();
  }
}
