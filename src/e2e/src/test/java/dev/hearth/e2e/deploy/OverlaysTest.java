package dev.hearth.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an overlay comes to hangs together. */
class OverlaysTest {
  private static final String DEV = "overlays/dev";
  private static final String PROD = "overlays/prod";

  /** Made by hand beforehand, as k8s/README.md says. */
  private static final Set<String> GIVEN_SECRETS =
      Set.of("hearth-database", "hearth-oidc", "hearth-audit");

  private static final Set<String> GIVEN_CONFIG_MAPS = Set.of("hearth-database-ca");

  /** There in every cluster of EKS. */
  private static final Set<String> GIVEN_STORAGE_CLASSES = Set.of("gp2");

  @ParameterizedTest
  @ValueSource(strings = {"base", "teams", "gpu", "monitoring", DEV, PROD})
  void everythingIsThereOnce(String folder) {
    Set<String> names = new HashSet<>();
    for (HasMetadata one : Kustomize.build(folder).all()) {
      String name =
          one.getKind()
              + " "
              + one.getMetadata().getNamespace()
              + "/"
              + one.getMetadata().getName();
      assertThat(names.add(name)).as(name).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {DEV, PROD})
  void whatHasANamespaceHasOneThatIsMade(String folder) {
    Manifests built = Kustomize.build(folder);
    List<String> namespaces =
        built.of(Namespace.class).stream().map(one -> one.getMetadata().getName()).toList();
    assertThat(built.all())
        .map(one -> one.getMetadata().getNamespace())
        .filteredOn(namespace -> namespace != null)
        .allSatisfy(namespace -> assertThat(namespaces).contains(namespace));
  }

  @ParameterizedTest
  @ValueSource(strings = {DEV, PROD})
  void selectorsFitTheLabelsOfPods(String folder) {
    Manifests built = Kustomize.build(folder);
    assertThat(built.workloads())
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.labels()).containsAllEntriesOf(one.selector()));
    assertThat(built.of(Service.class))
        .isNotEmpty()
        .allSatisfy(
            one -> assertThat(selected(built, one, one.getSpec().getSelector())).hasSize(1));
    assertThat(built.of(PodDisruptionBudget.class))
        .allSatisfy(
            one ->
                assertThat(selected(built, one, one.getSpec().getSelector().getMatchLabels()))
                    .hasSize(1));
    assertThat(built.gateway().pods().getSpec().getTopologySpreadConstraints())
        .allSatisfy(
            spread ->
                assertThat(built.gateway().labels())
                    .containsAllEntriesOf(spread.getLabelSelector().getMatchLabels()));
  }

  private static List<Manifests.Workload> selected(
      Manifests built, HasMetadata by, Map<String, String> labels) {
    return built.workloads().stream()
        .filter(one -> one.namespace().equals(by.getMetadata().getNamespace()))
        .filter(one -> one.labels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {DEV, PROD})
  void portsOfServicesProbesAndTheGatewayAreTheSame(String folder) {
    Manifests built = Kustomize.build(folder);
    Service service = built.the(Service.class, "hearth", "hearth-gateway");
    Container gateway = built.gateway().pods().getSpec().getContainers().get(0);
    ContainerPort port = gateway.getPorts().get(0);
    assertThat(service.getSpec().getPorts())
        .singleElement()
        .satisfies(one -> assertThat(one.getTargetPort().getStrVal()).isEqualTo(port.getName()))
        .satisfies(one -> assertThat(one.getPort()).isEqualTo(port.getContainerPort()));
    assertThat(settings(built))
        .containsEntry("HEARTH_PORT", port.getContainerPort().toString())
        .containsEntry("HEARTH_HOST", "0.0.0.0")
        .containsEntry(
            "HEARTH_LAUNCH_EMR_LINK_URL",
            "http://hearth-gateway.hearth.svc.cluster.local:" + port.getContainerPort());
    Map<String, Probe> probes =
        Map.of(
            "/q/health/started", gateway.getStartupProbe(),
            "/q/health/ready", gateway.getReadinessProbe(),
            "/q/health/live", gateway.getLivenessProbe());
    probes.forEach(
        (path, probe) -> {
          assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
          assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo(port.getName());
        });
  }

  @Test
  void theLoadBalancerReachesTheGatewayOnlyByTlsAndFromInside() {
    Manifests built = Kustomize.build(PROD);
    Ingress ingress = built.the(Ingress.class, "hearth", "hearth-gateway");
    HTTPIngressPath path = ingress.getSpec().getRules().get(0).getHttp().getPaths().get(0);
    assertThat(path.getBackend().getService().getName()).isEqualTo("hearth-gateway");
    assertThat(path.getBackend().getService().getPort().getName()).isEqualTo("http");
    assertThat(ingress.getMetadata().getAnnotations())
        .containsEntry("alb.ingress.kubernetes.io/scheme", "internal")
        .containsEntry("alb.ingress.kubernetes.io/listen-ports", "[{\"HTTPS\": 443}]");
    assertThat(settings(built).get("HEARTH_AUTH_OIDC_REDIRECT_URI"))
        .startsWith("https://" + ingress.getSpec().getRules().get(0).getHost() + "/");
  }

  @ParameterizedTest
  @ValueSource(strings = {DEV, PROD})
  void whatPodsReferToIsThereOrKnownToBeGiven(String folder) {
    Manifests built = Kustomize.build(folder);
    for (Manifests.Workload workload : built.workloads()) {
      PodSpec pods = workload.pods().getSpec();
      String namespace = workload.namespace();
      if (pods.getServiceAccountName() != null) {
        assertThat(built.has(ServiceAccount.class, namespace, pods.getServiceAccountName()))
            .isTrue();
      }
      for (Container container : containers(pods)) {
        for (EnvFromSource source : container.getEnvFrom()) {
          assertThat(built.has(ConfigMap.class, namespace, source.getConfigMapRef().getName()))
              .isTrue();
        }
        for (EnvVar variable : container.getEnv()) {
          assertThat(GIVEN_SECRETS).contains(variable.getValueFrom().getSecretKeyRef().getName());
        }
        assertThat(pods.getVolumes().stream().map(Volume::getName))
            .containsAll(
                container.getVolumeMounts().stream().map(mount -> mount.getName()).toList());
      }
      for (Volume volume : pods.getVolumes()) {
        if (volume.getConfigMap() != null) {
          String name = volume.getConfigMap().getName();
          assertThat(
                  GIVEN_CONFIG_MAPS.contains(name) || built.has(ConfigMap.class, namespace, name))
              .as(name)
              .isTrue();
        }
        if (volume.getPersistentVolumeClaim() != null) {
          PersistentVolumeClaim claim =
              built.the(
                  PersistentVolumeClaim.class,
                  namespace,
                  volume.getPersistentVolumeClaim().getClaimName());
          String storage = claim.getSpec().getStorageClassName();
          assertThat(
                  GIVEN_STORAGE_CLASSES.contains(storage)
                      || built.has(StorageClass.class, null, storage))
              .as(storage)
              .isTrue();
        }
      }
    }
  }

  @Test
  void theGuideTellsHowWhatIsGivenIsMade() {
    assertThat(Yaml.text(Manifests.K8S.resolve("README.md")))
        .contains(GIVEN_SECRETS.stream().map(name -> "create secret generic " + name).toList())
        .contains(GIVEN_CONFIG_MAPS.stream().map(name -> "create configmap " + name).toList());
  }

  /** Else no certificate of RDS would be believed: Java knows none of its authorities. */
  @Test
  void theDatabasesUrlInTheGuideNamesTheMountedAuthorities() {
    String folder =
        Kustomize.build(PROD)
            .gateway()
            .pods()
            .getSpec()
            .getContainers()
            .get(0)
            .getVolumeMounts()
            .stream()
            .filter(mount -> mount.getName().equals("database-ca"))
            .findFirst()
            .orElseThrow()
            .getMountPath();
    assertThat(Yaml.text(Manifests.K8S.resolve("README.md")))
        .contains("create configmap hearth-database-ca --from-file=ca.pem")
        .contains("sslmode=verify-full&sslrootcert=" + folder + "/ca.pem'");
  }

  /** Two who own the same objects would undo each other's changes. */
  @ParameterizedTest
  @ValueSource(strings = {DEV, PROD})
  void whatTeamsHaveIsMadeByTeamApplyAlone(String folder) {
    Manifests built = Kustomize.build(folder);
    assertThat(built.of(Namespace.class))
        .extracting(one -> one.getMetadata().getName())
        .containsExactly("hearth");
    assertThat(built.all())
        .noneMatch(
            one ->
                one.getMetadata().getLabels() != null
                    && one.getMetadata().getLabels().containsKey("hearth.dev/team"));
  }

  /** By the shipped profiles: drivers are never on spot, training is not, all else is. */
  @ParameterizedTest
  @ValueSource(strings = {DEV, PROD})
  void poolsHaveNodesOfTheKindThatProfilesSelect(String folder) {
    Map<String, List<String>> selected =
        Map.of(
            "driver", List.of("on-demand"),
            "cpu", List.of("spot"),
            "gpu", List.of("spot", "on-demand"));
    Map<String, Karpenter.NodePoolSpec> pools =
        Kustomize.build(folder).of(Karpenter.NodePool.class).stream()
            .map(Karpenter.Resource::getSpec)
            .collect(Collectors.toMap(one -> one.labels().get("hearth.dev/pool"), one -> one));
    selected.forEach(
        (pool, kinds) ->
            assertThat(pools.get(pool).allowed("karpenter.sh/capacity-type"))
                .as(pool)
                .containsAll(kinds));
    assertThat(new BigDecimal(pools.get("gpu").limits().get("nvidia.com/gpu")))
        .as("GPUs of one session of gpu-etl")
        .isGreaterThanOrEqualTo(BigDecimal.valueOf(8));
  }

  private static List<Container> containers(PodSpec pods) {
    return Stream.concat(pods.getInitContainers().stream(), pods.getContainers().stream()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {DEV, PROD})
  void podsMayDoNothingThatTheyNeedNot(String folder) {
    for (Manifests.Workload workload : Kustomize.build(folder).workloads()) {
      PodSecurityContext pod = workload.pods().getSpec().getSecurityContext();
      assertThat(pod.getRunAsNonRoot()).as(workload.toString()).isTrue();
      assertThat(pod.getRunAsUser()).isPositive();
      assertThat(pod.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
      for (Container container : containers(workload.pods().getSpec())) {
        SecurityContext context = container.getSecurityContext();
        assertThat(context.getReadOnlyRootFilesystem()).as(container.getName()).isTrue();
        assertThat(context.getAllowPrivilegeEscalation()).isFalse();
        assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(context.getCapabilities().getAdd()).isEmpty();
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        assertThat(container.getResources().getLimits()).containsKey("memory");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "gpu", DEV, PROD})
  void imagesArePinned(String folder) {
    List<String> images = new ArrayList<>();
    for (Manifests.Workload workload : Kustomize.build(folder).workloads()) {
      containers(workload.pods().getSpec()).forEach(one -> images.add(one.getImage()));
    }
    assertThat(images)
        .isNotEmpty()
        .allSatisfy(
            image -> assertThat(image).matches(".*[^/]:[\\w.-]+").doesNotEndWith(":latest"));
  }

  /** Two gateways share a home that both can mount, and one waits; one gateway needs neither. */
  @ParameterizedTest
  @ValueSource(strings = {DEV, PROD})
  void severalGatewaysAreOneThatLeadsAndItsStandbys(String folder) {
    Manifests built = Kustomize.build(folder);
    var deployment = built.the(Deployment.class, "hearth", "hearth-gateway");
    PersistentVolumeClaim home = built.the(PersistentVolumeClaim.class, "hearth", "hearth-home");
    boolean several = deployment.getSpec().getReplicas() > 1;
    assertThat(settings(built)).containsEntry("HEARTH_STANDBY", Boolean.toString(several));
    assertThat(home.getSpec().getAccessModes())
        .containsExactly(several ? "ReadWriteMany" : "ReadWriteOnce");
    if (several) {
      Probe startup =
          deployment.getSpec().getTemplate().getSpec().getContainers().get(0).getStartupProbe();
      long days = (long) startup.getPeriodSeconds() * startup.getFailureThreshold() / 86_400;
      assertThat(days).as("days for which a standby may wait").isGreaterThanOrEqualTo(365);
      // A standby is never ready, so an update that waited for it would never end.
      assertThat(deployment.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable())
          .satisfies(most -> assertThat(most.getStrVal()).isEqualTo("100%"));
      assertThat(built.of(PodDisruptionBudget.class).get(0).getSpec())
          .satisfies(
              budget ->
                  assertThat(budget.getUnhealthyPodEvictionPolicy()).isEqualTo("AlwaysAllow"));
    } else {
      assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("Recreate");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {DEV, PROD})
  void theFileOfTeamsIsMountedWhereTheGatewayLooksAndKeepsItsName(String folder) {
    Manifests built = Kustomize.build(folder);
    Container gateway = built.gateway().pods().getSpec().getContainers().get(0);
    assertThat(settings(built).get("HEARTH_TEAMS_FILE"))
        .isEqualTo(
            gateway.getVolumeMounts().stream()
                    .filter(mount -> mount.getName().equals("teams"))
                    .findFirst()
                    .orElseThrow()
                    .getMountPath()
                + "/teams.yaml");
    assertThat(built.the(ConfigMap.class, "hearth", "hearth-teams").getData())
        .containsOnlyKeys("teams.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {DEV, PROD})
  void foldersAndGroupsOfLogsAreNamedAsTheRoleMayReadThem(String folder) {
    Map<String, String> settings = settings(Kustomize.build(folder));
    String policy = Yaml.text(Manifests.K8S.resolve("cluster/iam/gateway-policy.json"));
    assertThat(settings.get("HEARTH_LAUNCH_EMR_LOGS_GROUP")).doesNotEndWith("/");
    assertThat(policy)
        .contains(":log-group:" + settings.get("HEARTH_LAUNCH_EMR_LOGS_GROUP") + "/*:log-stream:*")
        .contains(arn(settings.get("HEARTH_LAUNCH_EMR_TEMPLATES")))
        .contains(arn(settings.get("HEARTH_LAUNCH_EMR_LOGS_S3")));
    assertThat(settings.get("AWS_REGION")).isEqualTo(Manifests.cluster().metadata().region());
  }

  private static String arn(String s3) {
    assertThat(s3).startsWith("s3://").endsWith("/");
    return "arn:aws:s3:::" + s3.substring("s3://".length()) + "*";
  }

  /** EMR's own images do not have the session driver; and what nodes fetch early, sessions use. */
  @ParameterizedTest
  @ValueSource(strings = {DEV, PROD})
  void sessionsRunOnTheImageThatNodesFetchBeforehand(String folder) {
    Manifests built = Kustomize.build(folder);
    String fetched =
        built.workloads().stream()
            .filter(one -> one.owner().getMetadata().getName().equals("hearth-session-image"))
            .map(one -> one.pods().getSpec().getInitContainers().get(0).getImage())
            .findFirst()
            .orElseThrow();
    assertThat(fetched).contains(".amazonaws.com/hearth-session:");
    assertThat(settings(built)).containsEntry("HEARTH_LAUNCH_EMR_IMAGE", fetched);
  }

  static Map<String, String> settings(Manifests built) {
    String name =
        built
            .gateway()
            .pods()
            .getSpec()
            .getContainers()
            .get(0)
            .getEnvFrom()
            .get(0)
            .getConfigMapRef()
            .getName();
    return built.the(ConfigMap.class, "hearth", name).getData();
  }
}
