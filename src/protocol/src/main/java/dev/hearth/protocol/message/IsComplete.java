package dev.hearth.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/** Whether a console should run a piece of code or ask for more lines. */
public sealed interface IsComplete extends Content {

  /** {@code is_complete_request}. */
  record Request(String code) implements IsComplete {
    public static final String TYPE = "is_complete_request";

    public Request {
      Objects.requireNonNull(code, "code");
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /** The verdict. */
  enum Verdict {
    @JsonProperty("complete")
    COMPLETE,
    @JsonProperty("incomplete")
    INCOMPLETE,
    @JsonProperty("invalid")
    INVALID,
    @JsonProperty("unknown")
    UNKNOWN
  }

  /**
   * {@code is_complete_reply}.
   *
   * @param indent what the next line should begin with when incomplete, else {@code null}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Reply(Verdict status, String indent) implements IsComplete {
    public static final String TYPE = "is_complete_reply";

    public Reply {
      Objects.requireNonNull(status, "status");
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }
}
