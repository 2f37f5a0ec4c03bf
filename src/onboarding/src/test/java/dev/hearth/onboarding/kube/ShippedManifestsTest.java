package dev.hearth.onboarding.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.gateway.team.config.Team;
import dev.hearth.gateway.team.config.TeamFile;
import dev.hearth.gateway.team.config.Teams;
import dev.hearth.onboarding.part.Part;
import dev.hearth.onboarding.part.Trees;
import dev.hearth.onboarding.team.TeamPlace;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * {@code k8s/teams} and {@code hearth team apply} are two ways to the same objects, so that each
 * finds what the other made to be right.
 *
 * <p>They are compared as a server has them, to the last field and the order of lists, for the
 * cluster of {@code k8s/cluster}. Nothing may differ but what the server itself adds. On another
 * cluster one thing does: {@code apply} asks for the API server's addresses, and has a rule of the
 * network policy for each that is not within the platform's {@code private-endpoints}; manifests
 * must say them beforehand. Here that is the service's address, and the interfaces are in the VPC,
 * which both name.
 */
@EnableKubernetesMockClient(crud = true)
class ShippedManifestsTest {
  private static final Path K8S = Path.of("..", "..", "k8s");

  /** What a server adds to an object's metadata. */
  private static final List<String> OF_THE_SERVER =
      List.of("uid", "resourceVersion", "creationTimestamp", "generation");

  KubernetesClient client;

  @Test
  void applyMakesWhatTheManifestsOfTheTeamsSay() throws Exception {
    String shipped = kustomized(K8S.resolve("teams"));
    Teams teams = TeamFile.parse(Files.readString(K8S.resolve("overlays/prod/teams.yaml")));
    theClusterTellsWhereItsApiServerIs();

    for (Team team : teams.all()) {
      new KubeParts(client).of(place(teams, team)).forEach(Part::create);
    }

    Map<String, String> made = new TreeMap<>();
    Map<String, String> expected = new TreeMap<>();
    for (HasMetadata object : objects(shipped)) {
      expected.put(name(object), text(object));
    }
    for (Team team : teams.all()) {
      String namespace = place(teams, team).namespace();
      addAll(made, List.of(client.namespaces().withName(namespace).get()));
      addAll(made, client.resourceQuotas().inNamespace(namespace).list().getItems());
      addAll(made, client.limitRanges().inNamespace(namespace).list().getItems());
      addAll(
          made, client.network().v1().networkPolicies().inNamespace(namespace).list().getItems());
      addAll(made, client.rbac().roles().inNamespace(namespace).list().getItems());
      addAll(made, client.rbac().roleBindings().inNamespace(namespace).list().getItems());
    }
    assertThat(made.keySet()).hasSize(2 * 8).isEqualTo(expected.keySet());
    made.forEach((name, text) -> assertThat(text).as(name).isEqualTo(expected.get(name)));
  }

  private static TeamPlace place(Teams teams, Team team) {
    return new TeamPlace(
        team,
        teams.platform().orElseThrow(),
        teams.platform().orElseThrow().account().orElseThrow());
  }

  private void theClusterTellsWhereItsApiServerIs() {
    client
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName("kubernetes")
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .withClusterIP("172.20.0.1")
                .endSpec()
                .build())
        .create();
    client
        .resource(
            new EndpointsBuilder()
                .withNewMetadata()
                .withName("kubernetes")
                .withNamespace("default")
                .endMetadata()
                .addNewSubset()
                .addNewAddress()
                .withIp("10.42.96.21")
                .endAddress()
                .addNewPort()
                .withPort(443)
                .endPort()
                .endSubset()
                .build())
        .create();
  }

  private void addAll(Map<String, String> all, List<? extends HasMetadata> objects) {
    objects.forEach(object -> all.put(name(object), text(object)));
  }

  private static String name(HasMetadata object) {
    return object.getKind()
        + " "
        + (object instanceof Namespace ? "" : object.getMetadata().getNamespace() + "/")
        + object.getMetadata().getName();
  }

  /** With sorted keys, which have no order, so that only what differs is shown to differ. */
  private String text(HasMetadata object) {
    Map<?, ?> tree = client.getKubernetesSerialization().convertValue(object, Map.class);
    ((Map<?, ?>) tree.get("metadata")).keySet().removeAll(OF_THE_SERVER);
    return Trees.pretty(tree);
  }

  private List<HasMetadata> objects(String yaml) {
    return client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items();
  }

  /** By kustomize, or by kubectl's if it is new enough; where there is neither, it is skipped. */
  private static String kustomized(Path folder) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (output(List.of("kustomize", "version")).isPresent()) {
      command.addAll(List.of("kustomize", "build"));
    } else if (output(List.of("kubectl", "version", "--client", "-o", "json"))
        .filter(version -> version.contains("\"kustomizeVersion\""))
        .isPresent()) {
      command.addAll(List.of("kubectl", "kustomize"));
    } else {
      String reason =
          "SKIPPED: there is neither kustomize nor a kubectl that has one of version 4.5 or newer";
      System.err.println(reason);
      return Assumptions.abort(reason);
    }
    command.add(folder.toString());
    return output(command).orElseThrow(() -> new AssertionError(command + " failed"));
  }

  /** What a program of this machine prints; empty if it is not there, or fails. */
  private static Optional<String> output(List<String> command)
      throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException notThere) {
      return Optional.empty();
    }
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? Optional.of(printed) : Optional.empty();
  }
}
