package dev.hearth.demo.fault;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last requests to AWS. Safe for all threads. */
public final class SeenRequests {
  private static final int KEPT = 5000;

  /**
   * One of them.
   *
   * @param caller the principal's ARN, or that there was none
   * @param status that was answered; 0 if the answer was lost
   * @param body as text, if it is one
   */
  public record Seen(
      Instant time,
      String service,
      String operation,
      String caller,
      String method,
      String path,
      int status,
      String body) {}

  private final Deque<Seen> seen = new ArrayDeque<>();

  public synchronized void add(Seen request) {
    if (seen.size() == KEPT) {
      seen.removeFirst();
    }
    seen.addLast(request);
  }

  /** The oldest first. */
  public synchronized List<Seen> all() {
    return List.copyOf(seen);
  }
}
