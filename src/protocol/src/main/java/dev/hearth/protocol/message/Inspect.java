package dev.hearth.protocol.message;

import java.util.Map;
import java.util.Objects;

/** What is known of the name at the cursor. */
public sealed interface Inspect extends Content {

  /**
   * {@code inspect_request}.
   *
   * @param cursorPos in Unicode code points
   * @param detailLevel 0 or 1; 1 asks for source as well
   */
  record Request(String code, int cursorPos, int detailLevel) implements Inspect {
    public static final String TYPE = "inspect_request";

    public Request {
      Objects.requireNonNull(code, "code");
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /**
   * {@code inspect_reply}.
   *
   * @param data a MIME bundle, empty unless found
   */
  record Reply(boolean found, Map<String, Object> data, Map<String, Object> metadata)
      implements Inspect, Successful {
    public static final String TYPE = "inspect_reply";

    public Reply {
      data = Immutable.map(data);
      metadata = Immutable.map(metadata);
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }
}
