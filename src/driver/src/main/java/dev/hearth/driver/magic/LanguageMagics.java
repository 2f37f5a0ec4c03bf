package dev.hearth.driver.magic;

import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.magic.Magic.Kind;
import java.util.List;

/** {@code %%scala} and {@code %%python}: the cell is in another language than the notebook. */
final class LanguageMagics {
  private LanguageMagics() {}

  static List<Magic> all() {
    return List.of(magic("scala", "Scala"), magic("python", "Python"));
  }

  private static Magic magic(String name, String title) {
    return new Magic(
        name,
        Kind.CELL,
        "",
        "Runs the cell in "
            + title
            + ". It has an interpreter of this kernel's own in the same Spark session: views and caches"
            + " are shared, variables are not.",
        List.of(),
        true,
        call -> run(name, call));
  }

  private static CellOutcome run(String language, MagicCall call)
      throws MagicException, InterruptedException {
    if (language.equals(call.kernel().language())) {
      return call.runInKernel(call.body());
    }
    return call.kernel().others().open(language).run(call.body(), call.cell());
  }
}
