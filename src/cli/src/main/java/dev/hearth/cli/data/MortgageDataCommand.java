package dev.hearth.cli.data;

import dev.hearth.cli.Terminal;
import dev.hearth.cli.Wording;
import dev.hearth.client.ExitCode;
import dev.hearth.client.Failure;
import dev.hearth.data.mortgage.MortgageData;
import dev.hearth.data.mortgage.MortgageOptions;
import dev.hearth.data.mortgage.MortgageSummary;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hearth data mortgage}: loans in Fannie Mae's layout. */
@Command(
    name = "mortgage",
    mixinStandardHelpOptions = true,
    description =
        "Generate loan records in the layout of Fannie Mae's single-family loan performance data."
            + " One row is one month of one loan; the same seed gives the same bytes.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hearth data mortgage --rows 1000000 --out data/mortgage",
      "  hearth data mortgage --rows 50000 --out small --seed 7 --fields 113",
      "  hearth run notebooks/mortgage.ipynb --param data=./data/mortgage",
      "",
      "Exit codes: 0 written, 2 wrong usage or a folder that is not empty, 3 the disk failed."
    })
public final class MortgageDataCommand implements Callable<Integer> {
  @Option(names = "--rows", required = true, paramLabel = "N", description = "How many rows.")
  private long rows;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder for the files; not there yet, or empty.")
  private Path folder;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "" + MortgageOptions.ANY_SEED,
      description = "Another seed, other loans (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--fields",
      paramLabel = "F",
      defaultValue = "108",
      description = "Fields per row: 108, 110 or 113, as years went by (default: 108).")
  private int fields;

  private final Terminal terminal;

  public MortgageDataCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    long began = System.nanoTime();
    try {
      MortgageSummary summary =
          MortgageData.generate(
              new MortgageOptions(rows, seed, folder.toAbsolutePath(), fields, this::progress));
      eraseProgress();
      report(summary, Duration.ofNanos(System.nanoTime() - began));
      return ExitCode.OK;
    } catch (IllegalArgumentException e) {
      throw Failure.usage(e.getMessage(), "See: hearth data mortgage --help");
    } catch (InterruptedIOException e) {
      eraseProgress();
      throw Failure.environment("interrupted; nothing was written", "");
    } catch (FileSystemException e) {
      eraseProgress();
      throw Failure.usage(
          e.getReason() == null
              ? "cannot write to " + folder + " (" + e.getClass().getSimpleName() + ")"
              : e.getFile() + " " + e.getReason(),
          "");
    } catch (IOException e) {
      eraseProgress();
      throw Failure.environment(
          "cannot write to " + folder + ": " + e.getMessage(), "Is the disk full?", e);
    }
  }

  private void progress(long written) {
    if (terminal.live()) {
      terminal
          .out()
          .printf("\r%s rows, %d %%\u001b[K", String.format("%,d", written), written * 100 / rows);
      terminal.out().flush();
    }
  }

  private void eraseProgress() {
    if (terminal.live()) {
      terminal.out().print("\r\u001b[K");
    }
  }

  private void report(MortgageSummary summary, Duration took) {
    terminal.line(
        "Wrote "
            + Wording.count(summary.rows(), "row")
            + " of "
            + Wording.count(summary.loans(), "loan")
            + " in "
            + Wording.duration(took));
    terminal.field("Folder", folder.toString());
    terminal.field(
        "Size",
        Wording.size(summary.bytes()) + " in " + Wording.count(summary.files().size(), "file"));
    terminal.field("Use", "hearth run notebooks/mortgage.ipynb --param data=" + asParameter());
  }

  private String asParameter() {
    return folder.isAbsolute() || folder.startsWith("..")
        ? folder.toString()
        : "./" + folder.normalize();
  }
}
