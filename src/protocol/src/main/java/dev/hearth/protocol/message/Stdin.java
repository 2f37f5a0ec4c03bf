package dev.hearth.protocol.message;

import java.util.Objects;

/** Asking the user, on the stdin channel, while a cell runs. */
public sealed interface Stdin extends Content {

  /**
   * {@code input_request}, from the kernel.
   *
   * @param password whether what is typed must not be shown
   */
  record Request(String prompt, boolean password) implements Stdin {
    public static final String TYPE = "input_request";

    public Request {
      prompt = prompt == null ? "" : prompt;
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /** {@code input_reply}, from the client. */
  record Reply(String value) implements Stdin, Successful {
    public static final String TYPE = "input_reply";

    public Reply {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }
}
