package dev.hearth.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Running code. */
public sealed interface Execute extends Content {

  /**
   * {@code execute_request}.
   *
   * @param silent no {@code execute_input}, no result, no count
   * @param storeHistory whether the execution counts; never when silent
   * @param userExpressions name to expression, evaluated after success
   * @param allowStdin whether the client answers {@code input_request}
   * @param stopOnError whether a failure aborts the requests that wait behind this one
   */
  record Request(
      String code,
      boolean silent,
      boolean storeHistory,
      Map<String, String> userExpressions,
      boolean allowStdin,
      boolean stopOnError)
      implements Execute {
    public static final String TYPE = "execute_request";

    public Request {
      Objects.requireNonNull(code, "code");
      storeHistory = storeHistory && !silent;
      userExpressions = Immutable.map(userExpressions);
    }

    /** A cell as a notebook sends it. */
    public static Request of(String code) {
      return new Request(code, false, true, Map.of(), false, true);
    }

    /** With the specification's defaults, which are not Java's. */
    @JsonCreator
    static Request read(
        @JsonProperty("code") String code,
        @JsonProperty("silent") boolean silent,
        @JsonProperty("store_history") Boolean storeHistory,
        @JsonProperty("user_expressions") Map<String, String> userExpressions,
        @JsonProperty("allow_stdin") boolean allowStdin,
        @JsonProperty("stop_on_error") Boolean stopOnError) {
      return new Request(
          code,
          silent,
          storeHistory == null || storeHistory,
          userExpressions,
          allowStdin,
          stopOnError == null || stopOnError);
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /**
   * {@code execute_reply} of a success.
   *
   * @param userExpressions name to a MIME bundle or an error, each with its own status
   * @param payload deprecated by Jupyter, still the only way to open a pager
   */
  record Reply(
      int executionCount, Map<String, Object> userExpressions, List<Map<String, Object>> payload)
      implements Execute, Successful {
    public static final String TYPE = "execute_reply";

    public Reply {
      userExpressions = Immutable.map(userExpressions);
      payload = Immutable.list(payload);
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /** {@code execute_reply} of a failure. Parts as in {@link ErrorMessage}. */
  @JsonPropertyOrder("status")
  record Failed(int executionCount, String ename, String evalue, List<String> traceback)
      implements Execute {
    public Failed {
      ename = ename == null ? "" : ename;
      evalue = evalue == null ? "" : evalue;
      traceback = Immutable.list(traceback);
    }

    @JsonProperty("status")
    String status() {
      return "error";
    }

    @Override
    public String msgType() {
      return Reply.TYPE;
    }
  }

  /** {@code execute_input}: tells all clients what runs now. */
  record Input(String code, int executionCount) implements Execute {
    public static final String TYPE = "execute_input";

    public Input {
      Objects.requireNonNull(code, "code");
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }
}
