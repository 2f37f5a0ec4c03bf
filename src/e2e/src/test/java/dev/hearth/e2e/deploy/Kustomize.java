package dev.hearth.e2e.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/** The real {@code kustomize} of this machine, or kubectl's, if it is new enough. */
final class Kustomize {
  private static final Map<String, Manifests> BUILT = new ConcurrentHashMap<>();
  private static final List<String> COMMAND = find();

  private Kustomize() {}

  /** What a folder of {@code k8s/} comes to. Where there is no kustomize, the test is skipped. */
  static Manifests build(String folder) {
    if (COMMAND.isEmpty()) {
      String reason =
          "SKIPPED: there is neither kustomize nor a kubectl that has one of version 4.5 or newer";
      System.err.println(reason);
      Assumptions.abort(reason);
    }
    return BUILT.computeIfAbsent(
        folder,
        name -> {
          List<String> command = new ArrayList<>(COMMAND);
          command.add(Manifests.K8S.resolve(name).toString());
          Tool.Answer answer = Tool.run(command);
          if (answer.status() != 0) {
            throw new AssertionError(String.join(" ", command) + ":\n" + answer.printed());
          }
          return Manifests.parse(answer.printed());
        });
  }

  private static List<String> find() {
    if (Tool.run(List.of("kustomize", "version")).status() == 0) {
      return List.of("kustomize", "build");
    }
    Tool.Answer kubectl = Tool.run(List.of("kubectl", "version", "--client", "-o", "json"));
    // Older ones, which do not say it, have kustomize 2.
    return kubectl.printed().contains("\"kustomizeVersion\"")
        ? List.of("kubectl", "kustomize")
        : List.of();
  }
}
