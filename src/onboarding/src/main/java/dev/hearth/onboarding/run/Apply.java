package dev.hearth.onboarding.run;

import dev.hearth.client.Failure;
import dev.hearth.onboarding.part.Comparison;
import dev.hearth.onboarding.part.Part;
import dev.hearth.onboarding.team.TeamPlace;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes teams' places as the file says. Each part is compared with what is there first, so that a
 * second time changes nothing.
 */
public final class Apply {
  private final Site site;
  private final Report report;
  private final boolean dryRun;
  private final boolean adopt;

  /**
   * @param dryRun whether only to tell what would be done
   * @param adopt whether to take over what is there and was not made by Hearth
   */
  public Apply(Site site, Report report, boolean dryRun, boolean adopt) {
    this.site = site;
    this.report = report;
    this.dryRun = dryRun;
    this.adopt = adopt;
  }

  /**
   * All of them, one after the other.
   *
   * @throws Failure if the file names what is not so, before anything is made; or if a part could
   *     not be made, telling what was done before
   */
  public void run(List<TeamPlace> places) {
    places.forEach(this::requireAsNamed);
    int changes = 0;
    for (TeamPlace place : places) {
      changes += apply(place);
    }
    report.line("");
    if (changes == 0) {
      report.line("All is as the file says.");
    } else {
      report.line(
          changes
              + (changes == 1 ? " thing " : " things ")
              + (dryRun ? "would be made or changed; nothing was." : "made or changed."));
    }
  }

  private void requireAsNamed(TeamPlace place) {
    for (Part part : site.parts(place)) {
      try {
        part.requireAsNamed();
      } catch (RuntimeException e) {
        String fix = e instanceof Failure failure ? failure.fix() : Refusals.fix(e);
        throw Failure.environment(
            "team " + place.name() + ", " + part.title() + ": " + Refusals.words(e),
            fix + (fix.isEmpty() ? "" : "\n") + "Nothing was changed.",
            e);
      }
    }
  }

  private int apply(TeamPlace place) {
    report.head("team " + place.name());
    List<Part> parts = site.parts(place);
    List<String> done = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      try {
        if (apply(parts.get(i))) {
          done.add(parts.get(i).title());
        }
      } catch (RuntimeException e) {
        throw failed(place, parts.get(i), i + 1, parts.size(), done, e);
      }
    }
    if (!dryRun) {
      linesForTheFile(place, parts);
    }
    return done.size();
  }

  /** Whether there was something to do. */
  private boolean apply(Part part) {
    Comparison comparison = Comparison.of(part, adopt);
    report.compared(part.title(), comparison);
    if (comparison instanceof Comparison.Missing) {
      if (!dryRun) {
        part.create();
      }
      return true;
    }
    if (comparison instanceof Comparison.Different different) {
      if (!dryRun) {
        part.change(different.found());
      }
      return true;
    }
    return false;
  }

  private Failure failed(
      TeamPlace place, Part part, int step, int steps, List<String> done, RuntimeException e) {
    String fix = e instanceof Failure failure ? failure.fix() : Refusals.fix(e);
    String before =
        dryRun || done.isEmpty()
            ? "Nothing of the team was changed."
            : "Done before it: " + String.join(", ", done) + ".";
    return Failure.environment(
        "team "
            + place.name()
            + ", step "
            + step
            + " of "
            + steps
            + ", "
            + part.title()
            + ": "
            + Refusals.words(e),
        fix + (fix.isEmpty() ? "" : "\n") + before + " Apply can be run again.",
        e);
  }

  private void linesForTheFile(TeamPlace place, List<Part> parts) {
    List<String> lines = parts.stream().flatMap(part -> part.linesForTheFile().stream()).toList();
    if (!lines.isEmpty()) {
      report.line("  Put into the file of teams, below teams." + place.name() + ":");
      lines.forEach(line -> report.line("    " + line));
    }
  }
}
