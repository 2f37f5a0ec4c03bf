package dev.hearth.driver.display;

import dev.hearth.driver.kernel.CellContext;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Which cell a thread belongs to: the one that it runs, or that the thread runs which started it;
 * else the newest that runs. Thread-safe.
 */
public final class RunningCell {
  private static final InheritableThreadLocal<Running> OF_THREAD = new InheritableThreadLocal<>();

  /** In the order in which they started. */
  private static final List<Running> ALL = new CopyOnWriteArrayList<>();

  private record Running(CellContext context, Displays displays) {}

  private RunningCell() {}

  /** Runs a cell on this thread. */
  public static <T> T during(CellContext context, Displays displays, Supplier<T> cell) {
    Running running = new Running(context, displays);
    Running around = OF_THREAD.get(); // a magic's, whose body this is
    ALL.add(running);
    OF_THREAD.set(running);
    try {
      return cell.get();
    } finally {
      if (around == null) {
        OF_THREAD.remove();
      } else {
        OF_THREAD.set(around);
      }
      ALL.remove(running);
    }
  }

  /** The cell that the thread belongs to by its origin; none for threads that no cell started. */
  public static Optional<CellContext> ofThread() {
    return Optional.ofNullable(OF_THREAD.get()).map(Running::context);
  }

  static CellContext context() {
    return current().context();
  }

  /** Of the cell that this thread belongs to by itself, if any. */
  static Optional<CellContext> contextOfThread() {
    return Optional.ofNullable(OF_THREAD.get()).map(Running::context);
  }

  static Displays displays() {
    return current().displays();
  }

  private static Running current() {
    Running own = OF_THREAD.get();
    if (own != null) {
      return own;
    }
    ListIterator<Running> newestFirst = ALL.listIterator(ALL.size());
    if (newestFirst.hasPrevious()) {
      return newestFirst.previous();
    }
    throw new IllegalStateException("No cell runs: display works only while one does.");
  }
}
