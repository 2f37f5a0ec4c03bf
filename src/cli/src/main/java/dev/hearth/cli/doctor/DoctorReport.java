package dev.hearth.cli.doctor;

import dev.hearth.cli.Terminal;
import java.util.List;

/** The findings for people: one aligned line each, and below it what to do. */
final class DoctorReport {
  private final Terminal terminal;

  DoctorReport(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(List<Finding> findings) {
    int names = findings.stream().mapToInt(finding -> finding.name().length()).max().orElse(0);
    int found = findings.stream().mapToInt(finding -> finding.found().length()).max().orElse(0);
    String row = "%s  %-" + names + "s  %-" + Math.min(found, 40) + "s  %s";
    for (Finding finding : findings) {
      terminal.line(
          String.format(
              row,
              mark(finding),
              finding.name(),
              finding.found(),
              terminal.dim(finding.purpose())));
      if (!finding.fix().isEmpty()) {
        terminal.line(" ".repeat(4 + names + 2) + finding.fix());
      }
    }
    long missing =
        findings.stream().filter(finding -> finding.state() == Finding.State.MISSING).count();
    terminal.line("");
    terminal.line(
        missing == 0
            ? "Hearth can run here."
            : "Hearth cannot run here before what is marked " + terminal.red("no") + " is mended.");
  }

  private String mark(Finding finding) {
    switch (finding.state()) {
      case GOOD:
        return terminal.green("ok");
      case OPTIONAL:
        return terminal.yellow("--");
      default:
        return terminal.red("no");
    }
  }
}
