package dev.hearth.gateway.kernel.driver;

import dev.hearth.protocol.link.LinkFrame;

/** One connection of a session driver. Safe from any thread; never blocks. */
public interface DriverWire {

  /** Sends a frame after all earlier ones; lost if the connection breaks, which is told later. */
  void send(LinkFrame frame);

  /** Closes the connection; a no-op if it is closed. */
  void close(int code, String reason);
}
