package dev.hearth.driver.display;

import dev.hearth.driver.kernel.CellContext;
import java.util.UUID;

/**
 * What was displayed, so that it can be replaced: from the same cell, from later ones and from
 * other threads. As the result of a cell it shows nothing. Thread-safe.
 */
public final class DisplayHandle {
  private final String id = UUID.randomUUID().toString();
  private final CellContext shownBy;
  private final Displays displays;

  DisplayHandle(CellContext shownBy, Displays displays) {
    this.shownBy = shownBy;
    this.displays = displays;
  }

  /** Jupyter's {@code display_id}. */
  public String id() {
    return id;
  }

  /** Shows another value in this place, as {@code display(value)} would. */
  public void update(Object value) {
    // Clients such as nbclient only hear what belongs to the cell that they run at the moment.
    RunningCell.contextOfThread().orElse(shownBy).update(id, displays.render(value));
  }

  @Override
  public String toString() {
    return "DisplayHandle(" + id + ")";
  }
}
