package dev.hearth.driver.kernel;

/** The Spark jobs that cells start: told apart by job group, shown while they run, cancelled. */
public interface CellJobs {

  /**
   * A cell begins on the calling thread; jobs that it and its threads start belong to the group.
   *
   * @param description for Spark's own UI
   * @param context where progress is shown
   */
  Tracked begin(String group, String description, CellContext context);

  /** Cancels the jobs of a group that run now. Any thread; does not wait. */
  void cancel(String group);

  /** A cell whose jobs are followed. */
  interface Tracked {
    /** Called on the execution thread when the cell's code has ended. */
    void detach();

    /**
     * Called once, on the kernel's thread, when the cell is over however it ended: what is shown of
     * its progress becomes final. May wait a moment for Spark's last word.
     */
    void finish();

    /**
     * Adds to a failure what its jobs know and it does not tell. Called on the kernel's thread
     * after {@link #finish}.
     */
    CellOutcome explained(CellOutcome outcome);
  }
}
