package dev.hearth.gateway.launch.emr;

import dev.hearth.gateway.launch.emr.PodView.Reason;
import dev.hearth.gateway.launch.emr.PodView.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts into words how a session's start goes on the cluster, and later what happens to its
 * executors. Each thing is told once; that executors wait, once each time. Not thread-safe.
 */
final class StartStory {
  /** What waiting containers say that is no news. */
  private static final Set<String> ON_ITS_WAY = Set.of("ContainerCreating", "PodInitializing", "");

  private static final Pattern PULLED_IN = Pattern.compile(" in (\\d[\\w.]*)");
  private static final Pattern NODES = Pattern.compile("(\\d+)/(\\d+) nodes are available");

  private static final Pattern EXECUTOR = Pattern.compile(".*-exec-(\\d+)");

  /** Reasons of events that a pod is taken from its node: of Kubernetes, and of Karpenter. */
  private static final Set<String> TAKEN_AWAY =
      Set.of("Evicted", "Disrupted", "TaintManagerEviction", "NodeShutdown", "Preempted");

  private static final String AN_EXECUTOR = "An executor";

  private final Instant since;
  private final Set<String> told = new HashSet<>();
  private Optional<String> obstacle = Optional.empty();

  /**
   * Something to tell.
   *
   * @param lasting whether users should know it also when the start is over
   */
  record Item(String text, boolean lasting) {}

  /** Takes what is told, with what else belongs to it. */
  private interface Teller {
    void tell(String key, String text);
  }

  /**
   * @param since from when on what happened to executors is news
   */
  StartStory(Instant since) {
    this.since = since;
  }

  /** What the start waits for at the moment, as last seen. */
  Optional<String> obstacle() {
    return obstacle;
  }

  /** What there is to tell since the last time, in order. */
  List<Item> next(Sight sight) {
    List<Item> news = new ArrayList<>();
    Teller steps = teller(news, false);
    obstacle = Optional.empty();
    for (PodView pod : sight.pods(Role.SUBMITTER)) {
      if (sight.driver().isEmpty()) {
        pod("EMR's submitter", pod, sight, steps);
        if (pod.running()) {
          steps.tell("submitting", "EMR submits the driver.");
        }
      }
    }
    sight.driver().ifPresent(driver -> driver(driver, sight, steps));
    executors(sight, news);
    return news;
  }

  private Teller teller(List<Item> news, boolean lasting) {
    return (key, text) -> {
      if (told.add(key)) {
        news.add(new Item(text, lasting));
      }
    };
  }

  private void driver(PodView driver, Sight sight, Teller news) {
    pod("The driver", driver, sight, news);
    if (driver.running()) {
      news.tell("driver runs", "The driver's container runs, and dials home.");
    }
  }

  private void pod(String who, PodView pod, Sight sight, Teller news) {
    pod.unschedulable().ifPresent(why -> waitsForNode(who, pod, why, sight, news));
    pod.node()
        .filter(node -> pod.waiting().isPresent())
        .ifPresent(node -> news.tell(who + node, who + " has a node: " + node + "."));
    pulling(who, pod, sight, news);
    pod.waiting()
        .filter(reason -> !ON_ITS_WAY.contains(reason.reason()))
        .ifPresent(reason -> stuck(who, reason, news));
  }

  private void waitsForNode(String who, PodView pod, String why, Sight sight, Teller news) {
    String node = pod.instance().map(StartStory::withArticle).orElse("a node");
    Optional<PodEvent> full =
        sight.event(pod, "FailedScheduling").filter(event -> outOfCapacity(event.message()));
    Optional<PodEvent> nominated = sight.event(pod, "Nominated");
    // A node that Karpenter had in view may turn out not to be had.
    if (nominated.isPresent()
        && full.filter(event -> event.at().isAfter(nominated.get().at())).isEmpty()) {
      news.tell(who + "nominated", who + " waits: Karpenter launches " + node + " for it.");
      obstacle = Optional.of("Karpenter launches " + node);
      return;
    }
    if (full.isPresent()) {
      news.tell(
          who + "capacity",
          who
              + " waits: AWS has no capacity for "
              + node
              + " at present. Karpenter tries on; another profile, or on-demand nodes instead of"
              + " spot, may be had sooner.");
      obstacle = Optional.of("AWS has no capacity for " + node);
      return;
    }
    String reason = noNode(why);
    news.tell(who + reason, who + " waits for " + node + ": " + reason + ".");
    obstacle = Optional.of(who + " waits for " + node + ": " + reason);
  }

  /** As the types' names are spoken: an m5.xlarge, a g5.2xlarge. */
  private static String withArticle(String instance) {
    return ("aefhilmnorsx".indexOf(instance.charAt(0)) >= 0 ? "an " : "a ") + instance;
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

  private void pulling(String who, PodView pod, Sight sight, Teller news) {
    Optional<PodEvent> pulled = sight.event(pod, "Pulled");
    sight
        .event(pod, "Pulling")
        .ifPresent(
            event -> {
              news.tell(who + "pulling", who + "'s node pulls the image " + image(event) + ".");
              if (pulled.isEmpty()) {
                obstacle = Optional.of("the node of " + who + " pulls the image");
              }
            });
    pulled.ifPresent(
        event -> {
          Matcher time = PULLED_IN.matcher(event.message());
          if (time.find()) {
            news.tell(who + "pulled", "The image was pulled in " + time.group(1) + ".");
          }
        });
  }

  private static String image(PodEvent event) {
    Matcher quoted = Pattern.compile("\"([^\"]+)\"").matcher(event.message());
    return quoted.find() ? quoted.group(1) : "";
  }

  private void stuck(String who, Reason reason, Teller news) {
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
    news.tell(who + "stuck" + reason.reason().replace("ImagePullBackOff", "ErrImagePull"), what);
  }

  private static String brief(Reason reason) {
    String line = reason.message().lines().findFirst().orElse("");
    return (line.isEmpty() ? reason.reason() : reason.reason() + ", " + line)
        .replaceAll("\\.$", "")
        .concat(".");
  }

  private void executors(Sight sight, List<Item> news) {
    List<PodView> alive = sight.pods(Role.EXECUTOR).stream().filter(PodView::alive).toList();
    lost(sight, teller(news, true));
    // One speaks for all: they wait for the same.
    alive.stream()
        .filter(executor -> !executor.running())
        .forEach(executor -> pod(AN_EXECUTOR, executor, sight, teller(news, true)));
    long running = alive.stream().filter(PodView::running).count();
    if (running > 0) {
      teller(news, false)
          .tell("executors " + running, running + " of " + alive.size() + " executors run.");
    }
    if (running == alive.size()) {
      told.removeIf(key -> key.startsWith(AN_EXECUTOR));
    }
  }

  private void lost(Sight sight, Teller news) {
    for (PodView executor : sight.pods(Role.EXECUTOR)) {
      String who = "Executor " + executor.executor().orElse(executor.name());
      executor.disruption().ifPresent(why -> news.tell(who, disrupted(who, why)));
    }
    for (PodEvent event : sight.events()) {
      Matcher executor = EXECUTOR.matcher(event.pod());
      if (TAKEN_AWAY.contains(event.reason())
          && !event.at().isBefore(since)
          && executor.matches()) {
        String who = "Executor " + executor.group(1);
        news.tell(who, disrupted(who, event.reason()));
      }
    }
  }

  /**
   * @param reason of the pod condition {@code DisruptionTarget}, as Kubernetes documents them, or
   *     of an event
   */
  private static String disrupted(String who, String reason) {
    String why;
    switch (reason) {
      case "TerminationByKubelet":
      case "NodeShutdown":
        why = "its node shuts down, as spot nodes do when AWS takes them back";
        break;
      case "EvictionByEvictionAPI":
      case "DeletionByTaintManager":
      case "Evicted":
      case "TaintManagerEviction":
        why = "its node is being emptied";
        break;
      case "Disrupted":
        why = "its node is taken back, as spot nodes are";
        break;
      case "PreemptionByScheduler":
      case "Preempted":
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
}
