package dev.hearth.onboarding.run;

import dev.hearth.onboarding.part.Change;
import dev.hearth.onboarding.part.Comparison;
import java.io.PrintStream;
import java.util.List;
import java.util.regex.Pattern;

/** Prints what is compared, done and found. */
public final class Report {
  private static final Pattern MARK =
      Pattern.compile("^(labels\\.(app\\.kubernetes\\.io|hearth\\.dev)/|tags\\.hearth:)");
  private static final String GREEN = "32";
  private static final String YELLOW = "33";
  private static final String RED = "31";
  private static final String DIM = "2";
  private static final String BOLD = "1";

  private final PrintStream out;
  private final boolean colour;

  public Report(PrintStream out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  private String styled(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  void head(String text) {
    out.println(styled(BOLD, text));
  }

  void line(String text) {
    out.println(text);
  }

  /** {@code =} the same, {@code +} to be made, {@code ~} to be changed. */
  void compared(String title, Comparison comparison) {
    if (comparison instanceof Comparison.Missing missing) {
      out.println("  " + styled(GREEN, "+ " + title));
      // The marks are the same on everything that is made.
      changes(missing.lines().stream().filter(line -> !MARK.matcher(line.path()).find()).toList());
    } else if (comparison instanceof Comparison.Different different) {
      out.println("  " + styled(YELLOW, "~ " + title));
      changes(different.changes());
    } else {
      out.println("  " + styled(DIM, "= " + title));
    }
  }

  private void changes(List<Change> changes) {
    for (Change change : changes) {
      out.println("      " + change.path() + ": " + words(change));
    }
  }

  private static String words(Change change) {
    if (change.old().isEmpty()) {
      return change.now();
    }
    return change.old() + " -> " + (change.now().isEmpty() ? "nothing" : change.now());
  }

  void goes(String title) {
    out.println("  " + styled(RED, "- " + title));
  }

  void stays(String title, String why) {
    out.println("  " + styled(DIM, "= " + title + ": " + why));
  }

  /** Prints what a check has found. */
  void finding(Finding finding) {
    switch (finding.verdict()) {
      case RIGHT:
        out.println("  " + styled(GREEN, "right   ") + " " + finding.what());
        break;
      case WARNING:
        out.println("  " + styled(YELLOW, "warning ") + " " + finding.what());
        break;
      default:
        out.println("  " + styled(RED, "wrong   ") + " " + finding.what());
    }
    changes(finding.changes());
    if (finding.verdict() != Finding.Verdict.RIGHT) {
      out.println("      why   " + finding.why());
      finding.fix().lines().forEach(line -> out.println("      fix   " + line));
    }
  }
}
