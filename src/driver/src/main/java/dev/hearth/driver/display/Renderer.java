package dev.hearth.driver.display;

import dev.hearth.driver.kernel.MimeBundle;
import java.util.Optional;

/**
 * Shows values of one kind. It may do work (fetch rows), is called on the thread of the cell that
 * shows the value, and may throw what the user's code throws. Further kinds of display are further
 * implementations, given to {@link Displays}.
 */
public interface Renderer {

  /** Empty for values of other kinds. */
  Optional<MimeBundle> render(Object value);
}
