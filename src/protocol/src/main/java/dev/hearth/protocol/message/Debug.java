package dev.hearth.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/** The Debug Adapter Protocol inside Jupyter messages: each content is one of its messages. */
public sealed interface Debug extends Content {

  /** The message of the Debug Adapter Protocol, an object of whatever keys. */
  @JsonValue
  Map<String, Object> message();

  /** {@code debug_request}. */
  record Request(Map<String, Object> message) implements Debug {
    public static final String TYPE = "debug_request";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Request {
      message = Immutable.map(message);
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /** {@code debug_reply}; its status is the debug adapter's own. */
  record Reply(Map<String, Object> message) implements Debug {
    public static final String TYPE = "debug_reply";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Reply {
      message = Immutable.map(message);
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /** {@code debug_event}, on iopub. */
  record Event(Map<String, Object> message) implements Debug {
    public static final String TYPE = "debug_event";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Event {
      message = Immutable.map(message);
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }
}
