package dev.hearth.demo.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * Something that shall go wrong.
 *
 * @param operation of AWS, e.g. {@code StartJobRun}; empty: any
 * @param run the name or id of a job run; empty: any
 * @param times how often; 1 unless told
 * @param status of an error's answer; 500 unless told
 * @param code of an error; {@code InternalServerException} unless told
 * @param millis of a delay
 */
public record Fault(
    Kind kind,
    Optional<String> operation,
    Optional<String> run,
    int times,
    int status,
    String code,
    long millis) {

  /** What goes wrong. */
  public enum Kind {
    /** The call is refused because there were too many. */
    @JsonProperty("throttle")
    THROTTLE,
    /** The call fails, and nothing is done. */
    @JsonProperty("error")
    ERROR,
    /** The work is done and the connection closed without an answer. */
    @JsonProperty("lose-answer")
    LOSE_ANSWER,
    /** The answer takes its time. */
    @JsonProperty("delay")
    DELAY,
    /** The job submitter fails. */
    @JsonProperty("submitter-failure")
    SUBMITTER_FAILURE,
    /** The driver's image cannot be pulled. */
    @JsonProperty("driver-image-pull")
    DRIVER_IMAGE_PULL,
    /** An executor's image cannot be pulled. */
    @JsonProperty("executor-image-pull")
    EXECUTOR_IMAGE_PULL,
    /** No node with a GPU can be had, as long as the fault is there. */
    @JsonProperty("no-capacity")
    NO_CAPACITY,
    /** The driver's container is killed for want of memory. */
    @JsonProperty("driver-oom")
    DRIVER_OOM,
    /** A spot node is taken away, and an executor with it. */
    @JsonProperty("executor-lost")
    EXECUTOR_LOST;

    /** Whether it is about a call to AWS, not about a job run. */
    public boolean ofCalls() {
      return ordinal() <= DELAY.ordinal();
    }
  }

  Fault once() {
    return new Fault(kind, operation, run, times - 1, status, code, millis);
  }
}
