package dev.hearth.driver.kernel;

import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Display;
import dev.hearth.protocol.message.ErrorMessage;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.FailedReply;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Messages that the link cannot carry: the gateway takes no frame above 64 MiB, and would break a
 * connection on which one comes, again and again. In their place stands what the user must know.
 */
final class TooLarge {
  /** Of a message with all its parts; leaves room for what the link adds. */
  static final int MOST_BYTES = 60 << 20;

  private static final String NAME = "MessageTooLarge";
  private static final int START_OF_CODE = 1_000;

  private TooLarge() {}

  /** Whether encoding is in vain: no text has fewer bytes than characters. */
  static boolean isSurely(Content content) {
    return data(content).values().stream()
            .mapToLong(value -> value instanceof String text ? text.length() : 0)
            .sum()
        > MOST_BYTES;
  }

  /**
   * What is sent instead; small, of the same type, and with the same effect on a client's state.
   */
  static Content replacement(Content content) {
    String notice =
        "[Hearth] The "
            + content.msgType()
            + " message here has more than "
            + (MOST_BYTES >> 20)
            + " MiB, the most that can be shown, and was left out. Show less of it, or write it to"
            + " a file.";
    Map<String, Object> text = Map.of("text/plain", notice);
    if (content instanceof Display.Data shown) {
      return new Display.Data(text, Map.of(), shown.transientData());
    } else if (content instanceof Display.Update update) {
      return new Display.Update(text, Map.of(), update.transientData());
    } else if (content instanceof Display.Result result) {
      return new Display.Result(result.executionCount(), text, Map.of(), result.transientData());
    } else if (content instanceof Execute.Input input) {
      String start = input.code().substring(0, Math.min(START_OF_CODE, input.code().length()));
      return new Execute.Input(WellFormed.text(start) + "\n" + notice, input.executionCount());
    } else if (content instanceof ErrorMessage error) {
      return new ErrorMessage(error.ename(), notice, List.of(notice));
    } else if (content instanceof Execute.Failed failed) {
      return new Execute.Failed(failed.executionCount(), failed.ename(), notice, List.of(notice));
    } else if (content instanceof Execute.Reply reply) {
      return new Execute.Reply(reply.executionCount(), failed(reply, notice), List.of());
    }
    return new FailedReply(content.msgType(), NAME, notice, List.of(notice));
  }

  private static Map<String, Object> failed(Execute.Reply reply, String notice) {
    Map<String, Object> failure =
        Map.of("status", "error", "ename", NAME, "evalue", notice, "traceback", List.of(notice));
    return reply.userExpressions().keySet().stream()
        .collect(Collectors.toMap(name -> name, name -> failure));
  }

  private static Map<String, Object> data(Content content) {
    if (content instanceof Display.Data shown) {
      return shown.data();
    } else if (content instanceof Display.Update update) {
      return update.data();
    } else if (content instanceof Display.Result result) {
      return result.data();
    }
    return Map.of();
  }
}
