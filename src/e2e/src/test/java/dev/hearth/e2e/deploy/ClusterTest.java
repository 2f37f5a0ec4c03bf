package dev.hearth.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The cluster and its nodes fit what runs on them. */
class ClusterTest {
  private static final String POOL = "hearth.dev/pool";

  private final Eksctl cluster = Manifests.cluster();
  private final List<Karpenter.NodePool> pools = pools();

  private static List<Karpenter.NodePool> pools() {
    return Manifests.parse(Yaml.text(Manifests.K8S.resolve("gpu/node-pools.yaml")))
        .of(Karpenter.NodePool.class);
  }

  private Karpenter.NodePoolSpec pool(String label) {
    return pools.stream()
        .map(Karpenter.Resource::getSpec)
        .filter(spec -> label.equals(spec.labels().get(POOL)))
        .findFirst()
        .orElseThrow();
  }

  private List<String> poolLabels() {
    return Stream.concat(
            pools.stream().map(pool -> pool.getSpec().labels().get(POOL)),
            cluster.managedNodeGroups().stream().map(group -> group.labels().get(POOL)))
        .toList();
  }

  @Test
  void noGroupWaitsForSomebodyToSetItsSize() {
    assertThat(cluster.managedNodeGroups())
        .allSatisfy(group -> assertThat(group.minSize()).isPositive())
        .allSatisfy(group -> assertThat(group.desiredCapacity()).isPositive());
  }

  @Test
  void policiesOfTheNetworkAreEnforced() {
    assertThat(cluster.addons())
        .filteredOn(addon -> addon.name().equals("vpc-cni"))
        .singleElement()
        .satisfies(
            addon ->
                assertThat(addon.configurationValues())
                    .contains("\"enableNetworkPolicy\": \"true\""));
  }

  @Test
  void theAddOnsThatManifestsRelyOnAreThere() {
    assertThat(cluster.addons())
        .extracting(Eksctl.Addon::name)
        .contains(
            "coredns",
            "kube-proxy",
            "metrics-server",
            "aws-ebs-csi-driver",
            "aws-efs-csi-driver",
            "eks-pod-identity-agent");
    assertThat(cluster.iam().withOIDC()).isTrue();
    assertThat(cluster.karpenter().withSpotInterruptionQueue()).isTrue();
  }

  /** Karpenter supports some versions of Kubernetes only, and AWS each for a while only. */
  @Test
  void theGuideTellsWhichVersionsGoTogether() {
    assertThat(Yaml.text(Manifests.K8S.resolve("README.md")))
        .contains(
            "Kubernetes "
                + cluster.metadata().version()
                + " and Karpenter "
                + cluster.karpenter().version());
  }

  /** With it, EMR on EKS makes its access entries itself. */
  @Test
  void emrMayMakeItsAccessEntries() {
    assertThat(cluster.accessConfig().authenticationMode()).isEqualTo("API_AND_CONFIG_MAP");
  }

  @Test
  void theGatewaysServiceAccountHasARole() {
    assertThat(cluster.iam().podIdentityAssociations())
        .filteredOn(one -> one.serviceAccountName().equals("hearth-gateway"))
        .singleElement()
        .satisfies(one -> assertThat(one.namespace()).isEqualTo("hearth"))
        .satisfies(
            one ->
                assertThat(one.permissionPolicyARNs())
                    .singleElement()
                    .asString()
                    .endsWith(":policy/hearth-gateway"));
  }

  @Test
  void nodePoolsNameNodeClassesThatExist() {
    List<String> classes =
        Manifests.parse(Yaml.text(Manifests.K8S.resolve("gpu/node-classes.yaml"))).all().stream()
            .map(one -> one.getMetadata().getName())
            .toList();
    assertThat(pools)
        .allSatisfy(
            pool ->
                assertThat(classes)
                    .contains(pool.getSpec().template().spec().nodeClassRef().name()));
  }

  @Test
  void theNamesThatNodesAreFoundByAreTheClusters() {
    String name = cluster.metadata().name();
    assertThat(cluster.metadata().tags()).containsEntry("karpenter.sh/discovery", name);
    assertThat(
            Manifests.parse(Yaml.text(Manifests.K8S.resolve("gpu/node-classes.yaml")))
                .of(Karpenter.NodeClass.class))
        .allSatisfy(
            one -> {
              assertThat(one.getSpec().instanceProfile()).endsWith("-" + name);
              assertThat(one.getSpec().subnetSelectorTerms().get(0).tags())
                  .containsEntry("karpenter.sh/discovery", name);
              assertThat(one.getSpec().securityGroupSelectorTerms().get(0).tags())
                  .containsEntry("karpenter.sh/discovery", name);
              assertThat(one.getSpec().metadataOptions().httpPutResponseHopLimit()).isEqualTo(1);
            });
  }

  @Test
  void driversAreOnMachinesThatNobodyTakesBack() {
    assertThat(pool("driver").allowed("karpenter.sh/capacity-type")).containsExactly("on-demand");
    assertThat(pool("driver").allowed("karpenter.k8s.aws/instance-family")).containsExactly("m5");
  }

  @Test
  void executorsMayBeOnSpot() {
    assertThat(pool("cpu").allowed("karpenter.sh/capacity-type"))
        .containsExactlyInAnyOrder("spot", "on-demand");
    assertThat(pool("gpu").allowed("karpenter.sh/capacity-type"))
        .containsExactlyInAnyOrder("spot", "on-demand");
  }

  @Test
  void gpuNodesAreForPodsThatWantThemAndHaveALimit() {
    Karpenter.NodePoolSpec gpu = pool("gpu");
    assertThat(gpu.taints())
        .singleElement()
        .satisfies(
            taint -> {
              assertThat(taint.getKey()).isEqualTo("nvidia.com/gpu");
              assertThat(taint.getValue()).isEqualTo("true");
              assertThat(taint.getEffect()).isEqualTo("NoSchedule");
            });
    assertThat(gpu.limits()).containsKey("nvidia.com/gpu");
    assertThat(gpu.allowed("karpenter.k8s.aws/instance-family")).containsExactly("g5", "g6");
    assertThat(pool("driver").taints()).isEmpty();
    assertThat(pool("cpu").taints()).isEmpty();
  }

  @Test
  void localDisksOfGpuNodesAreUsed() {
    assertThat(
            Manifests.parse(Yaml.text(Manifests.K8S.resolve("gpu/node-classes.yaml")))
                .of(Karpenter.NodeClass.class))
        .filteredOn(one -> one.getMetadata().getName().equals("session-gpu"))
        .singleElement()
        .satisfies(one -> assertThat(one.getSpec().instanceStorePolicy()).isEqualTo("RAID0"));
  }

  /** A driver holds the state of a notebook, an executor its shuffle files. */
  @Test
  void noNodeWithAPodOnItIsTaken() {
    assertThat(pools)
        .allSatisfy(
            pool -> {
              Karpenter.Disruption disruption = pool.getSpec().disruption();
              assertThat(disruption.consolidationPolicy()).isEqualTo("WhenEmpty");
              assertThat(pool.getSpec().template().spec().expireAfter()).isEqualTo("Never");
              assertThat(disruption.budgets())
                  .contains(new Karpenter.Budget("0", List.of("Drifted", "Underutilized")));
            });
  }

  /** The gateway's shipped profiles place drivers and executors by these. */
  @Test
  void profilesSelectPoolsThatExist() {
    assertThat(poolLabels()).containsExactlyInAnyOrder("driver", "cpu", "gpu", "core");
  }

  @Test
  void whatRunsOnGpuNodesToleratesTheirTaintWhateverItsValue() {
    Manifests built = Manifests.parse(Yaml.text(Manifests.K8S.resolve("gpu/image-pull.yaml")));
    assertThat(built.workloads())
        .filteredOn(one -> Map.of(POOL, "gpu").equals(one.pods().getSpec().getNodeSelector()))
        .isNotEmpty()
        .allSatisfy(
            one ->
                assertThat(one.pods().getSpec().getTolerations())
                    .containsExactly(
                        new Toleration("NoSchedule", "nvidia.com/gpu", "Exists", null, null)));
  }

  @Test
  void theGatewaySelectsAPoolThatExists() {
    Manifests base = Manifests.parse(Yaml.text(Manifests.K8S.resolve("base/deployment.yaml")));
    assertThat(poolLabels()).contains(base.gateway().pods().getSpec().getNodeSelector().get(POOL));
  }
}
