package dev.hearth.driver.python;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Where a kernel listens, as its connection file says; see "Connection files" in Jupyter's client
 * documentation.
 *
 * @param key signs the messages of both sides
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Connection(
    String ip,
    String key,
    @JsonProperty("shell_port") int shellPort,
    @JsonProperty("control_port") int controlPort,
    @JsonProperty("stdin_port") int stdinPort,
    @JsonProperty("iopub_port") int iopubPort) {

  String address(int port) {
    return "tcp://" + ip + ":" + port;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Connection[" + ip + ", shell " + shellPort + "]";
  }
}
