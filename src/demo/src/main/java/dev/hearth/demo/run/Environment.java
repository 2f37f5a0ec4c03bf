package dev.hearth.demo.run;

import dev.hearth.demo.kube.Cluster;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The environment of a container, with what it takes from secrets. */
final class Environment {
  private Environment() {}

  /** What a container waits for. */
  static final class Missing extends Exception {
    Missing(String message) {
      super(message);
    }
  }

  static EnvVar plain(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  /**
   * @param reference name and key of a secret, with a colon between them
   */
  static EnvVar secret(String name, String reference) {
    String[] parts = reference.split(":", 2);
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewSecretKeyRef(parts.length == 2 ? parts[1] : "", parts[0], null)
        .endValueFrom()
        .build();
  }

  /**
   * The variables of a pod's first container.
   *
   * @throws Missing if a secret or its key is not there, in the kubelet's words
   */
  static Map<String, String> of(Pod pod, Cluster cluster) throws Missing {
    String namespace = pod.getMetadata().getNamespace();
    Map<String, String> environment = new TreeMap<>();
    for (EnvVar variable : Pods.main(pod).getEnv()) {
      if (variable.getValueFrom() == null) {
        environment.put(variable.getName(), variable.getValue());
      } else {
        var reference = variable.getValueFrom().getSecretKeyRef();
        Optional<Secret> secret = cluster.secret(namespace, reference.getName());
        if (secret.isEmpty()) {
          throw new Missing("secret \"" + reference.getName() + "\" not found");
        }
        environment.put(
            variable.getName(),
            Cluster.text(secret.get(), reference.getKey())
                .orElseThrow(
                    () ->
                        new Missing(
                            "couldn't find key "
                                + reference.getKey()
                                + " in Secret "
                                + namespace
                                + "/"
                                + reference.getName())));
      }
    }
    return environment;
  }
}
