package dev.hearth.driver.magic;

import dev.hearth.driver.kernel.CellContext;
import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.kernel.MimeBundle;
import java.util.Optional;

/**
 * A magic as a cell calls it.
 *
 * @param body of a cell magic: the cell with the magic's line blanked out, so that all else keeps
 *     its place; of a line magic the operands, likewise in their place
 * @param alone whether there is nothing else in the cell
 * @param kernel whose cell it is
 */
public record MagicCall(
    Arguments arguments, String body, boolean alone, CellContext cell, MagicKernel kernel) {

  /** Runs code of the kernel's own language, as a part of this cell. */
  CellOutcome runInKernel(String code) {
    return kernel.interpreter().run(code, cell);
  }

  Interpreter interpreter() {
    return kernel.interpreter();
  }

  static CellOutcome shows(MimeBundle bundle) {
    return new CellOutcome.Succeeded(Optional.of(bundle));
  }

  static CellOutcome says(String text) {
    return shows(MimeBundle.text(text));
  }

  static CellOutcome done() {
    return new CellOutcome.Succeeded(Optional.empty());
  }
}
