package dev.hearth.e2e.deploy;

import java.util.List;
import java.util.Map;

/** A {@code kustomization.yaml} with what both kustomize 4.5 and 5 take, and nothing older. */
record Kustomization(
    String apiVersion,
    String kind,
    String namespace,
    List<String> resources,
    List<String> components,
    List<Labels> labels,
    List<Generator> configMapGenerator,
    List<Image> images,
    List<Replacement> replacements,
    List<Patch> patches) {

  record Labels(Map<String, String> pairs) {}

  record Generator(
      String name,
      String namespace,
      String behavior,
      List<String> envs,
      List<String> files,
      List<String> literals,
      Map<String, Boolean> options) {}

  record Image(String name, String newName, String newTag) {}

  record Replacement(Source source, List<Destination> targets) {}

  record Source(String kind, String name, String fieldPath) {}

  record Destination(Target select, List<String> fieldPaths, Map<String, Boolean> options) {}

  record Patch(Target target, String patch) {}

  record Target(String kind, String namespace, String name) {}
}
