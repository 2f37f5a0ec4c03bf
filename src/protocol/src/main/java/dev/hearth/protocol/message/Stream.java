package dev.hearth.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/** {@code stream}: text that was printed. */
public record Stream(Name name, String text) implements Content {
  public static final String TYPE = "stream";

  public Stream {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(text, "text");
  }

  @Override
  public String msgType() {
    return TYPE;
  }

  /** Which of the two. */
  public enum Name {
    @JsonProperty("stdout")
    STDOUT,
    @JsonProperty("stderr")
    STDERR
  }
}
