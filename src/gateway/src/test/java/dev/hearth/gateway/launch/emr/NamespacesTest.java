package dev.hearth.gateway.launch.emr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.launch.emr.PodView.Role;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the launcher asks of Kubernetes, against Fabric8's API server in memory. */
@EnableKubernetesMockClient(crud = true)
class NamespacesTest {
  private static final String TEAM = "emr-ml-team-a";

  KubernetesMockServer server;
  KubernetesClient cluster;

  private static Pod pod(String name, String run, String component) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(TEAM)
        .withLabels(Map.of(Labels.JOB_RUN, run, Labels.COMPONENT, component))
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .build();
  }

  private void event(String pod, String reason, String at) {
    cluster
        .resource(
            new EventBuilder()
                .withNewMetadata()
                .withName(pod + "." + reason + at.hashCode())
                .withNamespace(TEAM)
                .endMetadata()
                .withNewInvolvedObject()
                .withKind("Pod")
                .withName(pod)
                .endInvolvedObject()
                .withReason(reason)
                .withMessage(reason + " at " + at)
                .withLastTimestamp(at)
                .build())
        .create();
  }

  @Test
  void oneLookIsForAllSessionsOfATeam() {
    cluster.resource(pod("a-driver", "run-a", "driver")).create();
    cluster.resource(pod("a-exec-1", "run-a", "executor")).create();
    cluster.resource(pod("b-driver", "run-b", "driver")).create();
    event("a-driver", "Pulling", "2026-11-21T10:00:02Z");
    event("a-driver", "Pulling", "2026-11-21T10:00:05Z");
    event("b-driver", "Scheduled", "2026-11-21T10:00:01Z");

    Map<String, Sight> sights = new Namespaces(cluster).look(TEAM, true);

    assertThat(sights).containsOnlyKeys("run-a", "run-b");
    Sight a = sights.get("run-a");
    assertThat(a.pods(Role.EXECUTOR)).hasSize(1);
    assertThat(a.event(a.driver().orElseThrow(), "Pulling"))
        .hasValueSatisfying(last -> assertThat(last.message()).endsWith("10:00:05Z"));
    assertThat(a.events()).noneMatch(event -> event.pod().equals("b-driver"));
  }

  @Test
  void podsOfOthersAreNotSeen() {
    cluster
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("other")
                .withNamespace(TEAM)
                .endMetadata()
                .build())
        .create();
    assertThat(new Namespaces(cluster).look(TEAM, false)).isEmpty();
  }

  @Test
  void theTokenIsStoredReplacedAndRemoved() {
    LinkSecret secrets = new LinkSecret(cluster);
    UUID session = UUID.randomUUID();
    secrets.store(TEAM, session, "first");
    secrets.store(TEAM, session, "second");

    Secret secret = cluster.secrets().inNamespace(TEAM).withName("hearth-session-" + session).get();
    assertThat(token(secret)).isEqualTo("second");
    assertThat(secret.getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/managed-by", "hearth")
        .containsEntry("hearth.dev/session", session.toString());

    secrets.remove(TEAM, session);
    secrets.remove(TEAM, session);
    assertThat(cluster.secrets().inNamespace(TEAM).list().getItems()).isEmpty();
  }

  private static String token(Secret secret) {
    return new String(
        Base64.getDecoder().decode(secret.getData().get(LinkSecret.KEY)), StandardCharsets.UTF_8);
  }

  @Test
  void aMissingRightIsSaidWithWhoGivesIt() {
    server
        .expect()
        .get()
        .withPath("/api/v1/namespaces/" + TEAM + "/secrets/" + LinkSecret.name(Orders.SESSION))
        .andReturn(403, Map.of("kind", "Status", "code", 403, "message", "no"))
        .always();
    assertThatThrownBy(() -> new LinkSecret(cluster).store(TEAM, Orders.SESSION, "t"))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("may not store a session's token in the namespace emr-ml-team-a")
        .hasMessageContaining("hearth team apply");
  }
}
