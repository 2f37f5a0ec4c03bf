package dev.hearth.driver.magic;

import dev.hearth.driver.kernel.CellContext.OutputStreamName;
import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.kernel.MimeBundle;
import dev.hearth.driver.magic.Magic.Kind;
import java.util.List;
import java.util.Optional;

/** {@code %time}, {@code %%time} and {@code %%timeit}. */
final class TimeMagics {
  private TimeMagics() {}

  static List<Magic> all() {
    return List.of(
        new Magic(
            "time",
            Kind.LINE,
            "CODE",
            "Runs the line and says how long it took.",
            List.of(),
            false,
            TimeMagics::time),
        new Magic(
            "time",
            Kind.CELL,
            "",
            "Runs the cell and says how long it took.",
            List.of(),
            false,
            TimeMagics::time),
        new Magic(
            "timeit",
            Kind.CELL,
            "",
            "Runs the cell many times and says how long a run takes.",
            List.of(
                new MagicOption("-n", "N", "runs per round; by default so many as take 0.2 s"),
                new MagicOption("-r", "R", "rounds, 5 by default")),
            false,
            TimeMagics::timeit));
  }

  private static CellOutcome time(MagicCall call) {
    long begin = System.nanoTime();
    CellOutcome outcome = call.runInKernel(call.body());
    String took = "time: " + Timing.text(System.nanoTime() - begin) + "\n";
    call.cell().print(OutputStreamName.STDOUT, took);
    return outcome;
  }

  private static CellOutcome timeit(MagicCall call) throws MagicException {
    int rounds = call.arguments().number("-r").orElse(5);
    int runs = call.arguments().number("-n").orElse(0);
    if (call.kernel().language().equals("scala")) {
      // Compiled once. All on the line of the body's first, so that errors name the right ones.
      String measured =
          "dev.hearth.driver.magic.Timing.measure(%d, %d, () => { %s\n})"
              .formatted(runs, rounds, call.body());
      return call.runInKernel(measured);
    }
    return repeat(call, runs, rounds);
  }

  private static CellOutcome repeat(MagicCall call, int runs, int rounds) {
    CellOutcome[] last = {MagicCall.done()};
    String text =
        Timing.measure(
            runs,
            rounds,
            () -> {
              if (last[0] instanceof CellOutcome.Succeeded) {
                last[0] = call.runInKernel(call.body());
              }
            });
    return last[0] instanceof CellOutcome.Succeeded
        ? new CellOutcome.Succeeded(Optional.of(MimeBundle.text(text)))
        : last[0];
  }
}
