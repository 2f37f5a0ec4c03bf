package dev.hearth.driver.magic;

import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.magic.Magic.Kind;
import java.util.List;

/** {@code %trace}: all frames of the last error, Spark's and the JVM's included. */
final class TraceMagic {
  private TraceMagic() {}

  static Magic magic() {
    return new Magic(
        "trace",
        Kind.LINE,
        "",
        "Shows the full stack trace of this kernel's last error.",
        List.of(),
        false, // IPython's traces are whole
        TraceMagic::run);
  }

  private static CellOutcome run(MagicCall call) throws MagicException {
    CellOutcome.Failed failed =
        call.kernel()
            .lastFailure()
            .last()
            .orElseThrow(() -> new MagicException("No cell of this kernel has failed yet."));
    return MagicCall.says(
        failed
            .fullTrace()
            .orElse("The last error, '" + failed.message() + "', has no stack trace."));
  }
}
