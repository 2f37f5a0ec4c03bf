package dev.hearth.gateway.kernel;

import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Control;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.MessageParts;
import java.util.Map;

/** What a client sends. */
public final class Requests {
  /** The session of this client, as in its headers. */
  public static final String SESSION = "client-session";

  private Requests() {}

  public static MessageParts shell(Content content) {
    return Message.of(Channel.SHELL, SESSION, "ada", content).toParts();
  }

  public static MessageParts execute(String code) {
    return shell(Execute.Request.of(code));
  }

  public static MessageParts executeSilently(String code) {
    return shell(new Execute.Request(code, true, false, Map.of(), false, true));
  }

  public static MessageParts executeWithStdin(String code) {
    return shell(new Execute.Request(code, false, true, Map.of(), true, true));
  }

  public static MessageParts interrupt() {
    return Message.of(Channel.CONTROL, SESSION, "ada", new Control.InterruptRequest()).toParts();
  }

  public static String id(MessageParts request) {
    return request.parseHeader().msgId();
  }
}
