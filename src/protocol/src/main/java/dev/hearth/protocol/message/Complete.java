package dev.hearth.protocol.message;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Completion. Positions count Unicode code points from the code's start. */
public sealed interface Complete extends Content {

  /** {@code complete_request}. */
  record Request(String code, int cursorPos) implements Complete {
    public static final String TYPE = "complete_request";

    public Request {
      Objects.requireNonNull(code, "code");
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /**
   * {@code complete_reply}.
   *
   * @param matches each replaces the code from {@code cursorStart} to {@code cursorEnd}
   */
  record Reply(List<String> matches, int cursorStart, int cursorEnd, Map<String, Object> metadata)
      implements Complete, Successful {
    public static final String TYPE = "complete_reply";

    public Reply {
      matches = Immutable.list(matches);
      metadata = Immutable.map(metadata);
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }
}
