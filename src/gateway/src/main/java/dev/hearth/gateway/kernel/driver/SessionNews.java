package dev.hearth.gateway.kernel.driver;

import dev.hearth.protocol.message.Voice;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What happens to a session that runs, for its notebooks: shown below the cell that runs, or else
 * below the next one. Jupyter clients show nothing that belongs to no cell.
 *
 * <p>Not thread-safe; its kernel's lock guards it.
 */
final class SessionNews {
  /** A notebook that was left alone overnight need not hear all of it. */
  private static final int MOST_WAITING = 5;

  private static final int REMEMBERED = 200;

  private final Voice voice;
  private final Deque<String> waiting = new ArrayDeque<>();
  private final Set<Item> told = new LinkedHashSet<>();
  private long since;

  private record Item(String text, long atMillis) {}

  SessionNews(Voice voice) {
    this.voice = voice;
  }

  /** What is older belongs to a start, or was told by an earlier gateway. */
  void from(long millis) {
    since = millis;
  }

  /** Tells it once, however often it comes: drivers tell all whenever they tell something. */
  void told(String text, long atMillis, Optional<Taken> cell) {
    if (atMillis < since || !told.add(new Item(text, atMillis))) {
      return;
    }
    if (told.size() > REMEMBERED) {
      told.remove(told.iterator().next());
    }
    if (cell.isPresent()) {
      voice.stderr(cell.get().header(), text + "\n");
      return;
    }
    waiting.addLast(text);
    if (waiting.size() > MOST_WAITING) {
      waiting.removeFirst();
    }
  }

  /** A cell has come, below which there is room for what waits. */
  void cell(Taken cell) {
    for (String text = waiting.pollFirst(); text != null; text = waiting.pollFirst()) {
      voice.stderr(cell.header(), text + "\n");
    }
  }
}
