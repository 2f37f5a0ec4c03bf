package dev.hearth.protocol.message;

/** Stopping a cell or a kernel. */
public sealed interface Control extends Content {

  /** {@code interrupt_request}. */
  record InterruptRequest() implements Control {
    public static final String TYPE = "interrupt_request";

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /** {@code interrupt_reply}. */
  record InterruptReply() implements Control, Successful {
    public static final String TYPE = "interrupt_reply";

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /**
   * {@code shutdown_request}.
   *
   * @param restart whether the kernel comes back under the same id
   */
  record ShutdownRequest(boolean restart) implements Control {
    public static final String TYPE = "shutdown_request";

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /** {@code shutdown_reply}: on the control channel, and on iopub for all other clients. */
  record ShutdownReply(boolean restart) implements Control, Successful {
    public static final String TYPE = "shutdown_reply";

    @Override
    public String msgType() {
      return TYPE;
    }
  }
}
