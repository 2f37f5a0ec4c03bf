package dev.hearth.driver.kernel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what is asked of Spark's jobs. */
final class RecordedJobs implements CellJobs {
  final List<String> begun = new CopyOnWriteArrayList<>();
  final List<String> cancelled = new CopyOnWriteArrayList<>();
  final List<String> finished = new CopyOnWriteArrayList<>();

  @Override
  public Tracked begin(String group, String description, CellContext context) {
    begun.add(group);
    return new Tracked() {
      @Override
      public void detach() {}

      @Override
      public void finish() {
        finished.add(group);
      }

      @Override
      public CellOutcome explained(CellOutcome outcome) {
        return outcome;
      }
    };
  }

  @Override
  public void cancel(String group) {
    cancelled.add(group);
  }
}
