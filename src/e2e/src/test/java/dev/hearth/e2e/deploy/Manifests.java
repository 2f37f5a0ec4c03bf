package dev.hearth.e2e.deploy;

import dev.hearth.e2e.Build;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Manifests, each of its type. */
record Manifests(List<HasMetadata> all) {
  static final Path K8S = Build.repository().resolve("k8s");

  private static final Map<String, Class<? extends HasMetadata>> TYPES =
      Map.ofEntries(
          Map.entry("v1/Namespace", Namespace.class),
          Map.entry("v1/ServiceAccount", ServiceAccount.class),
          Map.entry("v1/Service", Service.class),
          Map.entry("v1/ConfigMap", ConfigMap.class),
          Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
          Map.entry("v1/ResourceQuota", ResourceQuota.class),
          Map.entry("v1/LimitRange", LimitRange.class),
          Map.entry("apps/v1/Deployment", Deployment.class),
          Map.entry("apps/v1/DaemonSet", DaemonSet.class),
          Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
          Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
          Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
          Map.entry("rbac.authorization.k8s.io/v1/Role", Role.class),
          Map.entry("rbac.authorization.k8s.io/v1/RoleBinding", RoleBinding.class),
          Map.entry("storage.k8s.io/v1/StorageClass", StorageClass.class),
          Map.entry("karpenter.sh/v1/NodePool", Karpenter.NodePool.class),
          Map.entry("karpenter.k8s.aws/v1/EC2NodeClass", Karpenter.NodeClass.class));

  static Manifests parse(String yaml) {
    return new Manifests(Yaml.documents(yaml).stream().map(Manifests::typed).toList());
  }

  /**
   * @throws IllegalArgumentException if its type is not known, or it has a key that this has not
   */
  static HasMetadata typed(Map<?, ?> document) {
    String type = document.get("apiVersion") + "/" + document.get("kind");
    Class<? extends HasMetadata> known = TYPES.get(type);
    if (known == null) {
      throw new IllegalArgumentException("No manifest of Hearth is a " + type);
    }
    return Yaml.as(known, document);
  }

  /** These and the others. */
  Manifests with(Manifests others) {
    return new Manifests(Stream.concat(all.stream(), others.all.stream()).toList());
  }

  /** Files of {@code k8s/} that end so. */
  static List<Path> files(String ending) {
    try (Stream<Path> files = Files.walk(K8S)) {
      return files
          .filter(file -> Files.isRegularFile(file) && file.toString().endsWith(ending))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Eksctl cluster() {
    return Yaml.as(Eksctl.class, Yaml.only(K8S.resolve("cluster/cluster.yaml")));
  }

  <T extends HasMetadata> List<T> of(Class<T> type) {
    return all.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends HasMetadata> T the(Class<T> type, String namespace, String name) {
    return of(type).stream()
        .filter(
            one ->
                one.getMetadata().getName().equals(name)
                    && Objects.equals(one.getMetadata().getNamespace(), namespace))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("no " + type.getSimpleName() + " " + namespace + "/" + name));
  }

  boolean has(Class<? extends HasMetadata> type, String namespace, String name) {
    return of(type).stream()
        .anyMatch(
            one ->
                one.getMetadata().getName().equals(name)
                    && Objects.equals(one.getMetadata().getNamespace(), namespace));
  }

  /** Pods that a Deployment or DaemonSet makes. */
  record Workload(HasMetadata owner, Map<String, String> selector, PodTemplateSpec pods) {
    String namespace() {
      return owner.getMetadata().getNamespace();
    }

    Map<String, String> labels() {
      return pods.getMetadata().getLabels();
    }

    @Override
    public String toString() {
      return owner.getKind() + " " + owner.getMetadata().getName();
    }
  }

  List<Workload> workloads() {
    return Stream.concat(
            of(Deployment.class).stream()
                .map(
                    one ->
                        new Workload(
                            one,
                            one.getSpec().getSelector().getMatchLabels(),
                            one.getSpec().getTemplate())),
            of(DaemonSet.class).stream()
                .map(
                    one ->
                        new Workload(
                            one,
                            one.getSpec().getSelector().getMatchLabels(),
                            one.getSpec().getTemplate())))
        .toList();
  }

  Workload gateway() {
    return workloads().stream()
        .filter(one -> one.owner().getMetadata().getName().equals("hearth-gateway"))
        .findFirst()
        .orElseThrow();
  }
}
