package dev.hearth.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Rich output. {@code data} is a MIME bundle: MIME type to text, or to a JSON value for JSON types;
 * binary representations are base64 text.
 */
public sealed interface Display extends Content {

  /**
   * {@code display_data}.
   *
   * @param transientData what is not saved with a notebook; {@code display_id} makes the display
   *     one that {@link Update} can replace. Absent when empty.
   */
  @JsonPropertyOrder({"data", "metadata", "transient"})
  record Data(
      Map<String, Object> data,
      Map<String, Object> metadata,
      @JsonProperty("transient") @JsonInclude(JsonInclude.Include.NON_EMPTY)
          Map<String, Object> transientData)
      implements Display {
    public static final String TYPE = "display_data";

    public Data {
      data = Immutable.map(data);
      metadata = Immutable.map(metadata);
      transientData = Immutable.map(transientData);
    }

    /** Under which updates will find the display. */
    public Optional<String> displayId() {
      return transientData.get("display_id") instanceof String id
          ? Optional.of(id)
          : Optional.empty();
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /** {@code update_display_data}: replaces every display with that id, and adds none. */
  @JsonPropertyOrder({"data", "metadata", "transient"})
  record Update(
      Map<String, Object> data,
      Map<String, Object> metadata,
      @JsonProperty("transient") Map<String, Object> transientData)
      implements Display {
    public static final String TYPE = "update_display_data";

    public Update {
      data = Immutable.map(data);
      metadata = Immutable.map(metadata);
      transientData = Immutable.map(transientData);
      if (!(transientData.get("display_id") instanceof String)) {
        throw new IllegalArgumentException("transient.display_id is missing");
      }
    }

    /** Which displays are replaced. */
    public String displayId() {
      return Objects.toString(transientData.get("display_id"));
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /** {@code execute_result}: the value of the cell's last expression. Parts as in {@link Data}. */
  @JsonPropertyOrder({"execution_count", "data", "metadata", "transient"})
  record Result(
      int executionCount,
      Map<String, Object> data,
      Map<String, Object> metadata,
      @JsonProperty("transient") @JsonInclude(JsonInclude.Include.NON_EMPTY)
          Map<String, Object> transientData)
      implements Display {
    public static final String TYPE = "execute_result";

    public Result {
      data = Immutable.map(data);
      metadata = Immutable.map(metadata);
      transientData = Immutable.map(transientData);
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /**
   * {@code clear_output}.
   *
   * @param wait clear when the next output comes, rather than at once
   */
  record Clear(@JsonProperty("wait") boolean waitForNext) implements Display {
    public static final String TYPE = "clear_output";

    @Override
    public String msgType() {
      return TYPE;
    }
  }
}
