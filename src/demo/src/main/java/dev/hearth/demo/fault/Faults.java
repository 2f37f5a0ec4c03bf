package dev.hearth.demo.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults that are to come. Safe for all threads. */
public final class Faults {
  private final List<Fault> faults = new ArrayList<>();

  public synchronized void add(Fault fault) {
    faults.add(fault);
    notifyAll();
  }

  public synchronized void clear() {
    faults.clear();
    notifyAll();
  }

  public synchronized List<Fault> all() {
    return List.copyOf(faults);
  }

  /** Takes one that is meant for a call of an operation, once. */
  public Optional<Fault> takeForCall(Fault.Kind kind, String operation) {
    return take(
        fault -> fault.kind() == kind && fault.operation().map(operation::equals).orElse(true));
  }

  /** Takes one that is meant for a job run, once. */
  public Optional<Fault> takeForRun(Fault.Kind kind, String name, String id) {
    return take(fault -> fault.kind() == kind && isFor(fault, name, id));
  }

  /** Whether there is one for a job run; it stays. */
  public synchronized boolean isThere(Fault.Kind kind, String name, String id) {
    return faults.stream().anyMatch(fault -> fault.kind() == kind && isFor(fault, name, id));
  }

  private static boolean isFor(Fault fault, String name, String id) {
    return fault.run().map(run -> run.equals(name) || run.equals(id)).orElse(true);
  }

  private synchronized Optional<Fault> take(Predicate<Fault> meant) {
    for (int i = 0; i < faults.size(); i++) {
      Fault fault = faults.get(i);
      if (meant.test(fault)) {
        if (fault.times() <= 1) {
          faults.remove(i);
        } else {
          faults.set(i, fault.once());
        }
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }
}
