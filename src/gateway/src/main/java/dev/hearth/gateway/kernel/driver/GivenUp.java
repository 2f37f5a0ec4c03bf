package dev.hearth.gateway.kernel.driver;

import dev.hearth.gateway.kernel.journal.Inbox;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Voice;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Ends requests that the driver will not finish: some are answered in the kernel's name, the others
 * are stored anew and run later.
 *
 * <p>Not thread-safe; its kernel's lock guards it.
 */
final class GivenUp {
  private final RequestLedger ledger;
  private final Voice voice;

  GivenUp(RequestLedger ledger, Voice voice) {
    this.ledger = ledger;
    this.voice = voice;
  }

  /**
   * Answers unfinished requests with an error, and keeps the others.
   *
   * @return how many were answered
   */
  int fail(String name, String message, Predicate<Taken> which) {
    List<Inbox.Entry> stored = ledger.after(0);
    int failed = 0;
    for (Taken taken : ledger.giveUp()) {
      if (which.test(taken)) {
        voice.fail(taken.header(), taken.channel(), name, message);
        failed++;
      } else {
        keep(taken, stored);
      }
    }
    return failed;
  }

  /**
   * The kernel leaves its driver for another. The cell that runs ends, cells that wait go with it.
   *
   * @param asked whether the running cell asked for it: then it ends well
   * @param text for the user, below that cell
   */
  void move(Optional<CellAnswer> asked, String text) {
    Optional<Taken> running = ledger.oldestExecute();
    List<Inbox.Entry> stored = ledger.after(0);
    for (Taken taken : ledger.giveUp()) {
      if (running.equals(Optional.of(taken)) && asked.isPresent()) {
        voice.succeed(taken.header(), taken.channel(), asked.get().executionCount(), text);
      } else if (running.equals(Optional.of(taken)) && asked.isEmpty()) {
        voice.fail(taken.header(), taken.channel(), "KernelMoved", text);
      } else if (taken.channel() == Channel.CONTROL) {
        voice.fail(taken.header(), taken.channel(), "Aborted", text);
      } else {
        keep(taken, stored);
      }
    }
  }

  /**
   * How the running cell ends that asked for a move.
   *
   * @param executionCount as in {@code In[n]}
   */
  record CellAnswer(int executionCount) {}

  private void keep(Taken taken, List<Inbox.Entry> stored) {
    for (Inbox.Entry entry : stored) {
      if (entry.number() == taken.number()) {
        ledger.keep(V1Frame.parse(entry.frame()), entry.frame());
      }
    }
  }
}
