package dev.hearth.gateway.launch.emr;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/**
 * The Secret by which a driver's pod gets the token of its link. It is worthless once the driver
 * has dialled, since tokens rotate, and goes with the session.
 */
final class LinkSecret {
  static final String KEY = "link-token";

  private final KubernetesClient cluster;

  LinkSecret(KubernetesClient cluster) {
    this.cluster = cluster;
  }

  static String name(UUID session) {
    return "hearth-session-" + session;
  }

  /**
   * Stores it, replacing that of an earlier try.
   *
   * @throws dev.hearth.gateway.error.Unavailable if the cluster refuses it
   */
  void store(String namespace, UUID session, String token) {
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName(name(session))
            .withNamespace(namespace)
            .withLabels(
                Map.of(Labels.MANAGED_BY, Labels.HEARTH, Labels.SESSION, session.toString()))
            .endMetadata()
            .withType("Opaque")
            .withData(
                Map.of(
                    KEY,
                    Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8))))
            .build();
    try {
      var there = cluster.secrets().inNamespace(namespace).withName(name(session));
      if (there.get() == null) {
        cluster.resource(secret).inNamespace(namespace).create();
      } else {
        cluster.resource(secret).inNamespace(namespace).update();
      }
    } catch (KubernetesClientException e) {
      throw ClusterFailure.of("store a session's token", namespace, e);
    }
  }

  /**
   * Removes it, if it is there.
   *
   * @throws dev.hearth.gateway.error.Unavailable if the cluster refuses that
   */
  void remove(String namespace, UUID session) {
    try {
      cluster.secrets().inNamespace(namespace).withName(name(session)).delete();
    } catch (KubernetesClientException e) {
      throw ClusterFailure.of("remove a session's token", namespace, e);
    }
  }
}
