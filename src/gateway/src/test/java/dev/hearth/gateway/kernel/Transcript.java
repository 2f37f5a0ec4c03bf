package dev.hearth.gateway.kernel;

import dev.hearth.gateway.kernel.journal.Cursor;
import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.gateway.kernel.journal.JournalItem;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.ErrorMessage;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.Status;
import dev.hearth.protocol.message.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What stands in a journal, in words that tests can compare. */
public final class Transcript {
  private Transcript() {}

  public static List<Message> messages(Journal journal) {
    List<Message> messages = new ArrayList<>();
    Cursor cursor = journal.after(0);
    for (List<JournalItem> items = cursor.read(1 << 20);
        !items.isEmpty();
        items = cursor.read(1 << 20)) {
      for (JournalItem item : items) {
        if (item instanceof JournalItem.Entry entry) {
          messages.add(Message.parse(V1Frame.parse(entry.frame())));
        }
      }
    }
    return messages;
  }

  /** What a request has caused, e.g. {@code busy, execute_input 1, execute_reply ok 1, idle}. */
  public static List<String> of(Journal journal, String requestId) {
    return messages(journal).stream()
        .filter(message -> message.parent().msgId().equals(requestId))
        .map(Transcript::words)
        .toList();
  }

  public static String words(Message message) {
    if (message.content() instanceof Status status) {
      return status.executionState().wireName();
    }
    if (message.content() instanceof Stream stream) {
      return stream.name().name().toLowerCase(Locale.ROOT) + " " + stream.text().strip();
    }
    if (message.content() instanceof Execute.Input input) {
      return "execute_input " + input.executionCount();
    }
    if (message.content() instanceof Execute.Reply reply) {
      return "execute_reply ok " + reply.executionCount();
    }
    if (message.content() instanceof Execute.Failed failed) {
      return "execute_reply error " + failed.executionCount();
    }
    if (message.content() instanceof ErrorMessage error) {
      return "error " + error.ename();
    }
    return message.header().msgType();
  }
}
