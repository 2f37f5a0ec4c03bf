package dev.hearth.protocol.message;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * The content of a message whose type Hearth does not know: passed on as it came.
 *
 * @param json a JSON object in UTF-8, not looked into
 */
public record RawContent(String msgType, ByteBuffer json) implements Content {
  public RawContent {
    Objects.requireNonNull(msgType, "msg_type");
    Objects.requireNonNull(json, "json");
  }

  @Override
  public ByteBuffer toJson() {
    return json;
  }
}
