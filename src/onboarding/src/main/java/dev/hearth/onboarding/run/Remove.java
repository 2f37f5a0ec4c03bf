package dev.hearth.onboarding.run;

import dev.hearth.client.Failure;
import dev.hearth.onboarding.aws.VirtualClusters;
import dev.hearth.onboarding.aws.VirtualClusters.JobRun;
import dev.hearth.onboarding.aws.VirtualClusters.VirtualCluster;
import dev.hearth.onboarding.part.Found;
import dev.hearth.onboarding.part.Owner;
import dev.hearth.onboarding.part.Part;
import dev.hearth.onboarding.team.TeamPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Takes a team's place away: what Hearth made for it, and nothing else. What it adopted, the team's
 * data, and (unless asked) its logs stay.
 */
public final class Remove {
  private static final Duration LONGEST_CANCEL = Duration.ofMinutes(10);
  private static final Duration LONGEST_END = Duration.ofMinutes(10);

  private final Site site;
  private final Report report;
  private final Choices choices;
  private final Predicate<String> confirmation;

  /**
   * @param confirmation asks for that team's name to be typed, and tells whether it was
   */
  public Remove(Site site, Report report, Choices choices, Predicate<String> confirmation) {
    this.site = site;
    this.report = report;
    this.choices = choices;
    this.confirmation = confirmation;
  }

  /**
   * How far it goes.
   *
   * @param stopSessions whether job runs that have not ended are cancelled
   * @param deleteLogs whether logs go too
   */
  public record Choices(boolean stopSessions, boolean deleteLogs) {}

  private record Going(Part part, Found found) {}

  /**
   * @throws Failure if sessions run, nobody confirms, or something could not be removed
   */
  public void run(TeamPlace place) {
    report.head("team " + place.name());
    List<JobRun> running = running(place);
    if (!running.isEmpty() && !choices.stopSessions()) {
      throw Failure.environment(
          "sessions of the team " + place.name() + " run:\n" + lines(running),
          "Have them stopped, or stop them here: --stop-sessions");
    }
    List<Going> going = going(place);
    running.forEach(run -> report.goes("job run " + line(run)));
    going.forEach(item -> report.goes(item.part().title()));
    if (going.isEmpty()) {
      report.line("Nothing of the team " + place.name() + " is Hearth's to remove.");
      return;
    }
    if (!confirmation.test(place.name().value())) {
      throw Failure.usage(
          "nothing was removed: the team's name was not typed",
          "Type it, or say --yes where nobody can type.");
    }
    cancel(place, running);
    remove(place, going);
    report.line("");
    report.line(
        going.size()
            + " things removed. Take teams."
            + place.name()
            + " out of the file of teams.");
  }

  private Optional<VirtualCluster> virtualCluster(TeamPlace place) {
    return site
        .account()
        .virtualClusters()
        .in(place.platform().cluster(), place.namespace())
        .stream()
        .filter(found -> !found.state().equals("TERMINATING"))
        .findFirst();
  }

  private List<JobRun> running(TeamPlace place) {
    VirtualClusters clusters = site.account().virtualClusters();
    return virtualCluster(place).map(found -> clusters.active(found.id())).orElse(List.of());
  }

  private static String line(JobRun run) {
    return run.id()
        + " "
        + run.state()
        + " "
        + run.name()
        + run.user().map(user -> " of " + user).orElse("");
  }

  private static String lines(List<JobRun> runs) {
    return String.join("\n", runs.stream().map(run -> "  " + line(run)).toList());
  }

  private List<Going> going(TeamPlace place) {
    List<Part> parts = new ArrayList<>(site.parts(place));
    Collections.reverse(parts);
    List<Going> going = new ArrayList<>();
    for (Part part : parts) {
      Optional<String> stays = part.staysBecause().filter(why -> !isForced(why));
      if (stays.isPresent()) {
        report.stays(part.title(), stays.get());
        continue;
      }
      part.found()
          .ifPresent(
              found -> {
                if (found.owner().kind() == Owner.Kind.HEARTH) {
                  going.add(new Going(part, found));
                } else {
                  report.stays(part.title(), whyNot(found.owner()));
                }
              });
    }
    return going;
  }

  private boolean isForced(String why) {
    return choices.deleteLogs() && why.contains("--delete-logs");
  }

  private static String whyNot(Owner owner) {
    switch (owner.kind()) {
      case ADOPTED:
        return "it was there before Hearth";
      case OTHER_TEAM:
        return "it is of the team " + owner.name();
      case OTHER:
        return "it is managed by " + owner.name();
      default:
        return "it was not made by Hearth";
    }
  }

  private void cancel(TeamPlace place, List<JobRun> running) {
    if (running.isEmpty()) {
      return;
    }
    VirtualClusters clusters = site.account().virtualClusters();
    String id = virtualCluster(place).orElseThrow().id();
    running.stream()
        .filter(run -> !run.state().equals("CANCEL_PENDING"))
        .forEach(run -> clusters.cancel(id, run.id()));
    site.patience()
        .until(
            "the end of the team's sessions", LONGEST_CANCEL, () -> clusters.active(id).isEmpty());
  }

  private void remove(TeamPlace place, List<Going> going) {
    List<String> done = new ArrayList<>();
    for (Going item : going) {
      try {
        item.part().remove(item.found());
        site.patience()
            .until(
                "the end of " + item.part().title(),
                LONGEST_END,
                () -> item.part().found().isEmpty());
        done.add(item.part().title());
      } catch (RuntimeException e) {
        String fix = e instanceof Failure failure ? failure.fix() : Refusals.fix(e);
        throw Failure.environment(
            "team " + place.name() + ", " + item.part().title() + ": " + Refusals.words(e),
            fix
                + (fix.isEmpty() ? "" : "\n")
                + "Removed before it: "
                + (done.isEmpty() ? "nothing" : String.join(", ", done))
                + ". Remove can be run again.",
            e);
      }
    }
  }
}
