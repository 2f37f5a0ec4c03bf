package dev.hearth.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.Objects;

/** Custom messages between a widget and its counterpart in the kernel. Both sides may send them. */
public sealed interface Comm extends Content {

  /**
   * {@code comm_open}.
   *
   * @param targetName who shall answer; a side that knows no such target sends {@link Close}
   * @param targetModule where to find the target, or {@code null}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Open(String commId, String targetName, String targetModule, Map<String, Object> data)
      implements Comm {
    public static final String TYPE = "comm_open";

    public Open {
      Objects.requireNonNull(commId, "comm_id");
      Objects.requireNonNull(targetName, "target_name");
      data = Immutable.map(data);
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /** {@code comm_msg}. */
  record Msg(String commId, Map<String, Object> data) implements Comm {
    public static final String TYPE = "comm_msg";

    public Msg {
      Objects.requireNonNull(commId, "comm_id");
      data = Immutable.map(data);
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /** {@code comm_close}. */
  record Close(String commId, Map<String, Object> data) implements Comm {
    public static final String TYPE = "comm_close";

    public Close {
      Objects.requireNonNull(commId, "comm_id");
      data = Immutable.map(data);
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /**
   * {@code comm_info_request}.
   *
   * @param targetName whose comms, or {@code null} for all
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record InfoRequest(String targetName) implements Comm {
    public static final String TYPE = "comm_info_request";

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /** {@code comm_info_reply}: the open comms by their id. */
  record InfoReply(Map<String, Target> comms) implements Comm, Successful {
    public static final String TYPE = "comm_info_reply";

    public InfoReply {
      comms = Immutable.map(comms);
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /** The far side of an open comm. */
  record Target(String targetName) {
    public Target {
      Objects.requireNonNull(targetName, "target_name");
    }
  }
}
