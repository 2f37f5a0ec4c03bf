package dev.hearth.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/** {@code status}: what the kernel is doing. */
public record Status(ExecutionState executionState) implements Content {
  public static final String TYPE = "status";

  public Status {
    Objects.requireNonNull(executionState, "execution_state");
  }

  @Override
  public String msgType() {
    return TYPE;
  }

  /**
   * The states that Jupyter clients accept. Kernels send the first three; {@code restarting} and
   * {@code dead} are a server's word on a kernel that cannot speak.
   */
  public enum ExecutionState {
    @JsonProperty("starting")
    STARTING("starting"),
    @JsonProperty("busy")
    BUSY("busy"),
    @JsonProperty("idle")
    IDLE("idle"),
    @JsonProperty("restarting")
    RESTARTING("restarting"),
    @JsonProperty("dead")
    DEAD("dead");

    private final String wireName;

    ExecutionState(String wireName) {
      this.wireName = wireName;
    }

    /** As it stands in messages and in the REST kernel model. */
    public String wireName() {
      return wireName;
    }
  }
}
