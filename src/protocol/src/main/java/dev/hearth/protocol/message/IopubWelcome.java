package dev.hearth.protocol.message;

/**
 * {@code iopub_welcome} (protocol 5.5): the client's subscription stands and it will miss nothing
 * from here on.
 *
 * @param subscription the topic prefix; empty is everything
 */
public record IopubWelcome(String subscription) implements Content {
  public static final String TYPE = "iopub_welcome";

  public IopubWelcome {
    subscription = subscription == null ? "" : subscription;
  }

  @Override
  public String msgType() {
    return TYPE;
  }
}
