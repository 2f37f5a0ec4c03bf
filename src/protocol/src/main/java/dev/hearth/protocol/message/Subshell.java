package dev.hearth.protocol.message;

import java.util.List;
import java.util.Objects;

/** Further shells of a kernel (protocol 5.5), each with its own queue, counter and history. */
public sealed interface Subshell extends Content {

  /** {@code create_subshell_request}. */
  record CreateRequest() implements Subshell {
    public static final String TYPE = "create_subshell_request";

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /** {@code create_subshell_reply}. */
  record CreateReply(String subshellId) implements Subshell, Successful {
    public static final String TYPE = "create_subshell_reply";

    public CreateReply {
      Objects.requireNonNull(subshellId, "subshell_id");
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /** {@code delete_subshell_request}. */
  record DeleteRequest(String subshellId) implements Subshell {
    public static final String TYPE = "delete_subshell_request";

    public DeleteRequest {
      Objects.requireNonNull(subshellId, "subshell_id");
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /** {@code delete_subshell_reply}. */
  record DeleteReply() implements Subshell, Successful {
    public static final String TYPE = "delete_subshell_reply";

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /** {@code list_subshell_request}. */
  record ListRequest() implements Subshell {
    public static final String TYPE = "list_subshell_request";

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /**
   * {@code list_subshell_reply}.
   *
   * @param subshellId the ids of all subshells; the main shell has none
   */
  record ListReply(List<String> subshellId) implements Subshell, Successful {
    public static final String TYPE = "list_subshell_reply";

    public ListReply {
      subshellId = Immutable.list(subshellId);
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }
}
