package dev.hearth.gateway.kernel.driver;

import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Header;

/**
 * A client's request that this kernel has taken and not yet finished.
 *
 * @param number in the inbox
 */
record Taken(long number, Channel channel, Header header) {

  boolean execute() {
    return header.msgType().equals(Execute.Request.TYPE);
  }

  /**
   * Answers to questions are no requests of their own: nothing will ever say that they are done.
   */
  boolean expectsIdle() {
    return channel != Channel.STDIN;
  }
}
