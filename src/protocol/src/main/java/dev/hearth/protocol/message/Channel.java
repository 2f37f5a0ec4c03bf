package dev.hearth.protocol.message;

import dev.hearth.protocol.MalformedMessageException;

/** One of the four channels of a Jupyter kernel that carry messages. */
public enum Channel {
  SHELL("shell"),
  CONTROL("control"),
  IOPUB("iopub"),
  STDIN("stdin");

  private final String wireName;

  Channel(String wireName) {
    this.wireName = wireName;
  }

  /** The name that stands in frames. */
  public String wireName() {
    return wireName;
  }

  /**
   * @throws MalformedMessageException if there is no channel of that name
   */
  public static Channel ofWireName(String name) {
    for (Channel channel : values()) {
      if (channel.wireName.equals(name)) {
        return channel;
      }
    }
    throw new MalformedMessageException("unknown channel; expected shell, control, iopub or stdin");
  }
}
