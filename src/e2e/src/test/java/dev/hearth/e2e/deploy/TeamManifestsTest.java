package dev.hearth.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each team of the example file has its place in the cluster, and nobody else has. */
class TeamManifestsTest {

  private static Map<?, ?> file(String name) {
    return (Map<?, ?>) Yaml.only(Manifests.K8S.resolve(name)).get("teams");
  }

  @Test
  void theyAreTheTeamsOfTheFile() {
    assertThat(
            Kustomize.build("teams").of(Namespace.class).stream()
                .collect(
                    Collectors.toMap(
                        one -> one.getMetadata().getName(),
                        one -> one.getMetadata().getLabels().get("hearth.dev/team"))))
        .isEqualTo(
            file("teams.yaml").keySet().stream()
                .collect(Collectors.toMap(team -> team, team -> team)));
  }

  /** With ids that are made up, 'hearth team apply' would refuse the file. */
  @ParameterizedTest
  @ValueSource(strings = {"overlays/dev/teams.yaml", "overlays/prod/teams.yaml"})
  void anOverlayHasTheSameTeamsWithoutThePlacesThatApplyMakes(String name) {
    assertThat(file(name).keySet()).isEqualTo(file("teams.yaml").keySet());
    assertThat(file(name).values())
        .allSatisfy(
            settings ->
                assertThat(((Map<?, ?>) settings).keySet().toString())
                    .doesNotContain("virtual-cluster", "execution-role"));
    assertThat(((Map<?, ?>) Yaml.only(Manifests.K8S.resolve(name)).get("platform")).get("cluster"))
        .isEqualTo(Manifests.cluster().metadata().name());
  }

  /** Only the number differs, so the component can be used for any team. */
  @Test
  void teamsDifferByNothingButTheirNamesAndQuotas() {
    assertThat(kinds("emr-ml-team-a")).hasSize(8).isEqualTo(kinds("emr-ml-team-b"));
  }

  private static List<String> kinds(String team) {
    return Kustomize.build("teams").all().stream()
        .filter(
            one ->
                team.equals(one.getMetadata().getNamespace())
                    || one instanceof Namespace && team.equals(one.getMetadata().getName()))
        .map(one -> one.getKind() + (one instanceof Namespace ? "" : one.getMetadata().getName()))
        .sorted()
        .toList();
  }

  @Test
  void everythingSaysWhoseItIs() {
    for (HasMetadata one : Kustomize.build("teams").all()) {
      String team =
          one instanceof Namespace ? one.getMetadata().getName() : one.getMetadata().getNamespace();
      assertThat(one.getMetadata().getLabels())
          .containsEntry("app.kubernetes.io/managed-by", "hearth")
          .containsEntry("hearth.dev/team", team);
    }
    assertThat(Kustomize.build("teams").of(Namespace.class))
        .allSatisfy(
            one ->
                assertThat(one.getMetadata().getLabels())
                    .containsEntry("pod-security.kubernetes.io/enforce", "baseline"));
  }

  /** As 'hearth team apply' counts: with what each session has beside driver and executors. */
  @Test
  void theClustersQuotaIsTheGatewaysAndWhatEmrAddsToIt() {
    file("teams.yaml")
        .forEach(
            (team, settings) -> {
              Map<?, ?> quota = (Map<?, ?>) ((Map<?, ?>) settings).get("quota");
              Map<String, BigDecimal> expected = new HashMap<>();
              expected.put("requests.nvidia.com/gpu", decimal(quota.get("gpus")));
              if (quota.get("cores") != null) {
                BigDecimal sessions = decimal(quota.get("sessions"));
                BigDecimal cores = decimal(quota.get("cores")).add(sessions);
                expected.put("requests.cpu", cores);
                expected.put("pods", cores);
                expected.put(
                    "requests.memory",
                    number(new Quantity(quota.get("memory").toString().replace("g", "Gi")))
                        .add(sessions.multiply(number(new Quantity("2Gi")))));
              }
              Map<String, BigDecimal> hard = new HashMap<>();
              Kustomize.build("teams")
                  .the(ResourceQuota.class, (String) team, "hearth")
                  .getSpec()
                  .getHard()
                  .forEach((resource, quantity) -> hard.put(resource, number(quantity)));
              assertThat(hard).isEqualTo(expected);
            });
  }

  private static BigDecimal decimal(Object number) {
    return new BigDecimal(number.toString());
  }

  private static BigDecimal number(Quantity quantity) {
    return quantity.getNumericalAmount().stripTrailingZeros().setScale(0);
  }
}
