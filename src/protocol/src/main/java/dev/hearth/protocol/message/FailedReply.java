package dev.hearth.protocol.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Objects;

/**
 * The reply to a request that failed, of any type but {@code execute_request}, whose failure is
 * {@link Execute.Failed}.
 *
 * @param msgType of the reply, e.g. {@code inspect_reply}
 * @param ename the error's kind
 * @param evalue its message
 * @param traceback lines for display
 */
@JsonPropertyOrder("status")
public record FailedReply(
    @JsonIgnore String msgType, String ename, String evalue, List<String> traceback)
    implements Content {

  public FailedReply {
    Objects.requireNonNull(msgType, "msg_type");
    ename = ename == null ? "" : ename;
    evalue = evalue == null ? "" : evalue;
    traceback = Immutable.list(traceback);
  }

  static FailedReply read(String msgType, ErrorMessage error) {
    return new FailedReply(msgType, error.ename(), error.evalue(), error.traceback());
  }

  @JsonProperty("status")
  String status() {
    return "error";
  }
}
