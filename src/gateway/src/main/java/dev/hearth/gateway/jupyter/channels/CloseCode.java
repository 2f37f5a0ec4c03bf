package dev.hearth.gateway.jupyter.channels;

/**
 * Why the gateway closes a socket. JupyterLab does not reconnect after 1000 and 1001, and does
 * after all others.
 */
final class CloseCode {
  /** The kernel is gone, or the client has a newer socket. */
  static final int DONE = 1000;

  /** What a library says of a connection that broke; nobody sends it. */
  static final int NO_GOODBYE = 1006;

  /** The client's credential is no longer good. */
  static final int NOT_ALLOWED = 1008;

  /** The client sent a message above the limit. */
  static final int TOO_BIG = 1009;

  /** Something failed here, or the client answers no more. */
  static final int INTERNAL = 1011;

  /** The gateway stops; another one will be there soon. */
  static final int RESTART = 1012;

  /** The client sends faster than it reads. */
  static final int OVERLOAD = 1013;

  private CloseCode() {}
}
