package dev.hearth.gateway.kernel.driver;

import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.Voice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Shows the steps of a session's start: below the cell that waits for it, or, while none waits, to
 * whoever listens. When the session is ready the display shrinks to one line, which the cell's own
 * first output replaces.
 *
 * <p>Not thread-safe; its kernel's lock guards it.
 */
final class StartProgress {
  private final Voice voice;
  private final String displayId = UUID.randomUUID().toString();
  private final List<Step> steps = new ArrayList<>();
  private Header shownBelow;

  private record Step(String text, long atMillis) {}

  StartProgress(Voice voice) {
    this.voice = voice;
  }

  void step(String text, long atMillis) {
    Step step = new Step(text, atMillis);
    if (steps.contains(step)) {
      return; // drivers tell all their steps whenever they tell one
    }
    steps.add(step);
    show();
  }

  /** A cell waits for the session; only the first one shows the steps. */
  void waitingCell(Header request) {
    if (shownBelow != null && !shownBelow.equals(Header.NONE)) {
      return;
    }
    shownBelow = request;
    if (!steps.isEmpty()) {
      voice.display(shownBelow, displayId, data(lines()));
    }
  }

  private void show() {
    if (shownBelow == null) {
      shownBelow = Header.NONE;
    }
    if (steps.size() == 1) {
      voice.display(shownBelow, displayId, data(lines()));
    } else {
      voice.update(shownBelow, displayId, data(lines()));
    }
  }

  void ready(long atMillis) {
    if (shownBelow == null || steps.isEmpty()) {
      return;
    }
    String summary =
        String.format(
            Locale.ROOT,
            "Spark session ready in %.1f s",
            (atMillis - steps.get(0).atMillis()) / 1000.0);
    voice.update(shownBelow, displayId, data(List.of(summary)));
    if (!shownBelow.equals(Header.NONE)) {
      voice.clearOnNextOutput(shownBelow);
    }
  }

  /** One line per step with the seconds since the first. */
  private List<String> lines() {
    long start = steps.get(0).atMillis();
    return steps.stream()
        .map(
            step ->
                String.format(
                    Locale.ROOT, "%5.1f s  %s", (step.atMillis() - start) / 1000.0, step.text()))
        .toList();
  }

  private static Map<String, Object> data(List<String> lines) {
    return Map.of(
        "text/plain",
        String.join("\n", lines),
        "text/html",
        "<pre style=\"opacity:0.7;margin:0\">" + escape(String.join("\n", lines)) + "</pre>");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
