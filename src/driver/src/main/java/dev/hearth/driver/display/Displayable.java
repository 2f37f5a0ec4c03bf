package dev.hearth.driver.display;

import dev.hearth.driver.kernel.MimeBundle;

/** A value that knows how it looks below a cell. Classes that are defined in cells may be such. */
public interface Displayable {

  /**
   * Called on the thread of the cell that shows the value, each time that it is shown. May do work
   * and throw what the user's code throws. If {@code text/plain} is missing, the value's usual text
   * is added.
   */
  MimeBundle toDisplay();
}
