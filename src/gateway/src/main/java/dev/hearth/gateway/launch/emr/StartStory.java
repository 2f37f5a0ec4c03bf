package dev.hearth.gateway.launch.emr;

import dev.hearth.gateway.launch.emr.PodView.Reason;
import dev.hearth.gateway.launch.emr.PodView.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts into words how a session's start goes on the cluster, and later what happens to its
 * executors. Each thing is told once. Not thread-safe.
 */
final class StartStory {
  /** What waiting containers say that is no news. */
  private static final Set<String> ON_ITS_WAY = Set.of("ContainerCreating", "PodInitializing", "");

  private static final Pattern PULLED_IN = Pattern.compile(" in (\\d[\\w.]*)");
  private static final Pattern NODES = Pattern.compile("(\\d+)/(\\d+) nodes are available");

  private final Set<String> told = new HashSet<>();
  private Optional<String> obstacle = Optional.empty();

  /** What the start waits for at the moment, as last seen. */
  Optional<String> obstacle() {
    return obstacle;
  }

  /** What there is to tell since the last time, in order. */
  List<String> next(Sight sight) {
    List<String> news = new ArrayList<>();
    obstacle = Optional.empty();
    for (PodView pod : sight.pods(Role.SUBMITTER)) {
      if (sight.driver().isEmpty()) {
        pod("EMR's submitter", pod, sight, news::add);
        if (pod.running()) {
          tell("submitting", "EMR submits the driver.", news::add);
        }
      }
    }
    sight.driver().ifPresent(driver -> driver(driver, sight, news::add));
    executors(sight, news::add);
    return news.stream().toList();
  }

  private void driver(PodView driver, Sight sight, Consumer<String> news) {
    pod("The driver", driver, sight, news);
    if (driver.running()) {
      tell("driver runs", "The driver's container runs, and dials home.", news);
    }
  }

  private void pod(String who, PodView pod, Sight sight, Consumer<String> news) {
    pod.unschedulable().ifPresent(why -> waitsForNode(who, pod, why, sight, news));
    pod.node()
        .filter(node -> pod.waiting().isPresent())
        .ifPresent(node -> tell(who + node, who + " has a node: " + node + ".", news));
    pulling(who, pod, sight, news);
    pod.waiting()
        .filter(reason -> !ON_ITS_WAY.contains(reason.reason()))
        .ifPresent(reason -> stuck(who, reason, news));
  }

  private void waitsForNode(
      String who, PodView pod, String why, Sight sight, Consumer<String> news) {
    String node = pod.instance().map(type -> "a " + type).orElse("a node");
    if (sight.event(pod, "Nominated").isPresent()) {
      tell(who + "nominated", who + " waits: Karpenter launches " + node + " for it.", news);
      obstacle = Optional.of("Karpenter launches " + node);
      return;
    }
    String reason = noNode(why);
    sight
        .event(pod, "FailedScheduling")
        .map(PodEvent::message)
        .filter(StartStory::outOfCapacity)
        .ifPresentOrElse(
            message -> {
              tell(
                  who + "capacity",
                  who
                      + " waits: AWS has no capacity for "
                      + node
                      + " at present. Karpenter tries on; another profile, or on-demand nodes"
                      + " instead of spot, may be had sooner.",
                  news);
              obstacle = Optional.of("AWS has no capacity for " + node);
            },
            () -> {
              tell(who + reason, who + " waits for " + node + ": " + reason + ".", news);
              obstacle = Optional.of(who + " waits for " + node + ": " + reason);
            });
  }

  private static boolean outOfCapacity(String message) {
    return message.contains("InsufficientInstanceCapacity")
        || message.contains("insufficient capacity")
        || message.contains("UnfulfillableCapacity");
  }

  /** Of the scheduler's sentence, what a user can make something of. */
  private static String noNode(String message) {
    Matcher nodes = NODES.matcher(message);
    String of = nodes.find() ? "none of " + nodes.group(2) + " has room" : "none has room";
    if (message.contains("Insufficient nvidia.com/gpu")) {
      return of + ", no free GPU";
    }
    if (message.contains("Insufficient memory")) {
      return of + ", not enough memory";
    }
    if (message.contains("Insufficient cpu")) {
      return of + ", not enough cores";
    }
    if (message.contains("exceeded quota")) {
      return "the namespace's quota is used up";
    }
    return of;
  }

  private void pulling(String who, PodView pod, Sight sight, Consumer<String> news) {
    Optional<PodEvent> pulled = sight.event(pod, "Pulled");
    sight
        .event(pod, "Pulling")
        .ifPresent(
            event -> {
              tell(who + "pulling", who + "'s node pulls the image " + image(event) + ".", news);
              if (pulled.isEmpty()) {
                obstacle = Optional.of("the node of " + who + " pulls the image");
              }
            });
    pulled.ifPresent(
        event -> {
          Matcher time = PULLED_IN.matcher(event.message());
          if (time.find()) {
            tell(who + "pulled", "The image was pulled in " + time.group(1) + ".", news);
          }
        });
  }

  private static String image(PodEvent event) {
    Matcher quoted = Pattern.compile("\"([^\"]+)\"").matcher(event.message());
    return quoted.find() ? quoted.group(1) : "";
  }

  private void stuck(String who, Reason reason, Consumer<String> news) {
    String what;
    switch (reason.reason()) {
      case "ErrImagePull":
      case "ImagePullBackOff":
      case "InvalidImageName":
        what = who + "'s image cannot be pulled: " + brief(reason);
        break;
      case "CreateContainerConfigError":
        what = who + "'s container cannot be made: " + brief(reason);
        break;
      case "CrashLoopBackOff":
        what = who + "'s container ends again and again: " + brief(reason);
        break;
      default:
        what = who + "'s container waits: " + brief(reason);
    }
    obstacle = Optional.of(what);
    // The back-off follows the error with other words for the same.
    tell(who + "stuck" + reason.reason().replace("ImagePullBackOff", "ErrImagePull"), what, news);
  }

  private static String brief(Reason reason) {
    String line = reason.message().lines().findFirst().orElse("");
    return (line.isEmpty() ? reason.reason() : reason.reason() + ", " + line)
        .replaceAll("\\.$", "")
        .concat(".");
  }

  private void executors(Sight sight, Consumer<String> news) {
    List<PodView> executors = sight.pods(Role.EXECUTOR);
    for (PodView executor : executors) {
      String who = "Executor " + executor.executor().orElse(executor.name());
      executor.disruption().ifPresent(reason -> tell(who + "lost", disrupted(who, reason), news));
      if (executor.alive()) {
        // One speaks for all: they wait for the same.
        pod("An executor", executor, sight, news);
      }
    }
    long running = executors.stream().filter(PodView::running).count();
    long alive = executors.stream().filter(PodView::alive).count();
    if (running > 0) {
      tell("executors " + running, running + " of " + alive + " executors run.", news);
    }
  }

  /** Reasons of the pod condition {@code DisruptionTarget}, as Kubernetes documents them. */
  private static String disrupted(String who, String reason) {
    String why;
    switch (reason) {
      case "TerminationByKubelet":
        why = "its node shuts down, as spot nodes do when AWS takes them back";
        break;
      case "EvictionByEvictionAPI":
      case "DeletionByTaintManager":
        why = "its node is being emptied";
        break;
      case "PreemptionByScheduler":
        why = "a pod of higher priority needs its place";
        break;
      default:
        why = "it is taken from its node (" + reason + ")";
    }
    return who
        + " is lost: "
        + why
        + ". Spark goes on with the others, and runs again what it had not finished.";
  }

  private void tell(String key, String text, Consumer<String> news) {
    if (told.add(key)) {
      news.accept(text);
    }
  }
}
