package dev.hearth.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of {@code k8s/} is what it shall be, down to the last key. */
class ManifestFilesTest {
  private static final List<String> OTHERS =
      List.of("kustomization.yaml", "teams.yaml", "operator-values.yaml", "cluster.yaml");

  static Stream<Path> manifests() {
    return Manifests.files(".yaml").stream()
        .filter(file -> !OTHERS.contains(file.getFileName().toString()));
  }

  static Stream<Path> kustomizations() {
    return Manifests.files("kustomization.yaml").stream();
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void hasOnlyKeysThatItsTypeHas(Path file) {
    assertThat(Manifests.parse(Yaml.text(file)).all()).isNotEmpty();
  }

  @Test
  void aKeyThatATypeDoesNotHaveWouldBeNoticed() {
    assertThatThrownBy(
            () ->
                Manifests.parse(
                    """
                    apiVersion: apps/v1
                    kind: Deployment
                    spec:
                      template:
                        spec:
                          containers:
                            - name: gateway
                              livenesProbe: {}
                    """))
        .hasMessageContaining("livenesProbe");
    assertThatThrownBy(
            () ->
                Manifests.parse(
                    """
                    apiVersion: karpenter.sh/v1
                    kind: NodePool
                    spec:
                      ttlSecondsAfterEmpty: 30
                    """))
        .hasMessageContaining("ttlSecondsAfterEmpty");
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void namesFilesAndFoldersThatExistAndNoOlderSyntax(Path file) {
    Kustomization kustomization = Yaml.as(Kustomization.class, Yaml.only(file));
    assertThat(List.of("Kustomization", "Component")).contains(kustomization.kind());
    Stream.of(kustomization.resources(), kustomization.components())
        .filter(names -> names != null)
        .flatMap(List::stream)
        .forEach(name -> assertThat(file.resolveSibling(name)).exists());
    if (kustomization.configMapGenerator() != null) {
      kustomization.configMapGenerator().stream()
          .flatMap(
              generator ->
                  Stream.of(generator.files(), generator.envs())
                      .filter(names -> names != null)
                      .flatMap(List::stream))
          .forEach(name -> assertThat(file.resolveSibling(name)).exists());
    }
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void everyManifestBesideAKustomizationIsInIt(Path file) throws IOException {
    Kustomization kustomization = Yaml.as(Kustomization.class, Yaml.only(file));
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(
              files
                  .map(one -> one.getFileName().toString())
                  .filter(name -> name.endsWith(".yaml") && !OTHERS.contains(name)))
          .allSatisfy(name -> assertThat(kustomization.resources()).contains(name));
    }
  }

  @Test
  void theOperatorLeavesTheDriverToTheImageAndMeasuresGpus() {
    Map<?, ?> values = Yaml.only(Manifests.K8S.resolve("gpu/operator-values.yaml"));
    assertThat(enabled(values, "driver")).isFalse();
    assertThat(enabled(values, "toolkit")).isFalse();
    assertThat(enabled(values, "devicePlugin")).isTrue();
    assertThat(enabled(values, "dcgmExporter")).isTrue();
    assertThat(((Map<?, ?>) values.get("daemonsets")).get("tolerations"))
        .isEqualTo(
            List.of(Map.of("key", "nvidia.com/gpu", "operator", "Exists", "effect", "NoSchedule")));
  }

  private static Boolean enabled(Map<?, ?> values, String part) {
    return (Boolean) ((Map<?, ?>) values.get(part)).get("enabled");
  }

  @Test
  void theRolesPolicyIsJson() throws IOException {
    for (Path file : Manifests.files(".json")) {
      assertThat(new ObjectMapper().readTree(file.toFile()).path("Version").asText())
          .isEqualTo("2012-10-17");
    }
  }
}
