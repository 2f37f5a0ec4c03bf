package dev.hearth.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Earlier inputs. */
public sealed interface History extends Content {

  /** Which entries are asked for. */
  enum Access {
    @JsonProperty("range")
    RANGE,
    @JsonProperty("tail")
    TAIL,
    @JsonProperty("search")
    SEARCH
  }

  /**
   * {@code history_request}. The components after {@code histAccessType} are {@code null} where the
   * kind of access does not use them.
   *
   * @param output whether outputs are asked for, too
   * @param raw the input as typed, rather than as transformed
   * @param session of a range: 0 is the current one, negative counts backwards
   * @param start of a range: the first line
   * @param stop of a range: the line after the last, or {@code null} for the end
   * @param n of a tail or search: how many entries
   * @param pattern of a search: a glob
   * @param unique of a search: without repetitions
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Request(
      boolean output,
      boolean raw,
      Access histAccessType,
      Integer session,
      Integer start,
      Integer stop,
      Integer n,
      String pattern,
      Boolean unique)
      implements History {
    public static final String TYPE = "history_request";

    public Request {
      Objects.requireNonNull(histAccessType, "hist_access_type");
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /** {@code history_reply}, oldest entry first. */
  record Reply(List<Entry> history) implements History, Successful {
    public static final String TYPE = "history_reply";

    public Reply {
      history = Immutable.list(history);
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /**
   * One input. In JSON {@code [session, line, input]}, or {@code [session, line, [input, output]]}
   * where outputs were asked for.
   *
   * @param withOutput whether outputs were asked for
   * @param output {@code null} where there was none
   */
  record Entry(int session, int line, String input, boolean withOutput, String output) {
    public Entry {
      Objects.requireNonNull(input, "input");
    }

    @JsonValue
    List<Object> toJson() {
      return List.of(session, line, withOutput ? Arrays.asList(input, output) : input);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Entry read(List<Object> entry) {
      if (entry.size() == 3
          && entry.get(0) instanceof Integer session
          && entry.get(1) instanceof Integer line) {
        if (entry.get(2) instanceof String input) {
          return new Entry(session, line, input, false, null);
        }
        if (entry.get(2) instanceof List<?> pair
            && pair.size() == 2
            && pair.get(0) instanceof String input) {
          return new Entry(session, line, input, true, (String) pair.get(1));
        }
      }
      throw new IllegalArgumentException("a history entry is [session, line, input]");
    }
  }
}
