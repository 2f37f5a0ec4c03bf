package dev.hearth.onboarding.kube;

import dev.hearth.gateway.team.config.Platform.GatewayPlace;
import dev.hearth.gateway.team.config.Quota;
import dev.hearth.onboarding.part.Marks;
import dev.hearth.onboarding.team.TeamPlace;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The objects of a team's namespace. All fields that a server would fill in are said. */
public final class Manifests {
  /** The quota and the limits. */
  static final String HEARTH = "hearth";

  /** Role and binding of EMR, which starts jobs by them. */
  static final String EMR = "emr-containers";

  /** Role and binding of the gateway. */
  static final String GATEWAY = "hearth-gateway";

  private static final String RBAC = "rbac.authorization.k8s.io";

  /** What EMR's job runner and the log sidecars of a session take beside driver and executors. */
  private static final int CORES_BESIDE = 1;

  private static final int MIB_BESIDE = 2048;
  private static final int PODS_BESIDE = 1;

  private Manifests() {}

  private static ObjectMeta meta(TeamPlace place, String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(place.namespace())
        .withLabels(Marks.LABELS.of(place.name()))
        .build();
  }

  static Namespace namespace(TeamPlace place) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(place.namespace())
        .withLabels(Marks.LABELS.of(place.name()))
        .addToLabels("pod-security.kubernetes.io/enforce", "baseline")
        .endMetadata()
        .build();
  }

  /**
   * The team's quota as Kubernetes counts it: with what a session has beside driver and executors.
   * The gateway's quota is the finer one; this holds for those who go around the gateway.
   */
  static ResourceQuota quota(TeamPlace place) {
    Quota quota = place.team().quota();
    // Without a number of sessions there are at most as many as cores.
    int sessions = quota.sessions().or(quota::cores).orElse(0);
    Map<String, Quantity> hard = new LinkedHashMap<>();
    quota
        .cores()
        .ifPresent(
            cores ->
                hard.put("requests.cpu", quantity((long) cores + (long) sessions * CORES_BESIDE)));
    quota
        .memoryMib()
        .ifPresent(
            mib ->
                hard.put(
                    "requests.memory", new Quantity(mib + (long) sessions * MIB_BESIDE + "Mi")));
    quota.gpus().ifPresent(gpus -> hard.put("requests.nvidia.com/gpu", quantity(gpus)));
    // Driver and executors have a core at least.
    quota
        .cores()
        .ifPresent(
            cores -> hard.put("pods", quantity((long) cores + (long) sessions * PODS_BESIDE)));
    return new ResourceQuotaBuilder()
        .withMetadata(meta(place, HEARTH))
        .withNewSpec()
        .withHard(hard)
        .endSpec()
        .build();
  }

  private static Quantity quantity(long number) {
    return new Quantity(String.valueOf(number));
  }

  /** A quota refuses containers that say no requests; so those that say none have these. */
  static LimitRange limits(TeamPlace place) {
    return new LimitRangeBuilder()
        .withMetadata(meta(place, HEARTH))
        .withNewSpec()
        .addNewLimit()
        .withType("Container")
        .addToDefault("memory", new Quantity("1Gi"))
        .addToDefaultRequest("cpu", new Quantity("100m"))
        .addToDefaultRequest("memory", new Quantity("256Mi"))
        .endLimit()
        .endSpec()
        .build();
  }

  private static PolicyRule rule(String group, List<String> resources, String verbs) {
    return new PolicyRuleBuilder()
        .withApiGroups(group)
        .withResources(resources)
        .withVerbs(List.of(verbs.split(" ")))
        .build();
  }

  /** As AWS documents them, without the words that are no verbs of Kubernetes. */
  static Role emrRole(TeamPlace place) {
    String all = "get list watch create update patch delete deletecollection";
    return new RoleBuilder()
        .withMetadata(meta(place, EMR))
        .withRules(
            rule("", List.of("namespaces"), "get"),
            rule(
                "",
                List.of("serviceaccounts", "services", "configmaps", "events", "pods", "pods/log"),
                all),
            rule("", List.of("secrets"), "create patch delete watch"),
            rule("", List.of("persistentvolumeclaims"), all),
            rule("apps", List.of("statefulsets", "deployments"), all),
            rule("batch", List.of("jobs"), all),
            rule("extensions", List.of("ingresses"), all),
            rule("networking.k8s.io", List.of("ingresses"), all),
            rule(RBAC, List.of("roles", "rolebindings"), all))
        .build();
  }

  static RoleBinding emrBinding(TeamPlace place) {
    return binding(
        place, EMR, new SubjectBuilder().withApiGroup(RBAC).withKind("User").withName(EMR).build());
  }

  /** docs/decisions/0015, "Rights". */
  static List<PolicyRule> gatewayRules() {
    return List.of(
        rule("", List.of("secrets"), "create get update delete"),
        rule("", List.of("pods"), "get list watch"),
        rule("", List.of("pods/log"), "get"),
        rule("", List.of("events"), "list watch"));
  }

  static Role gatewayRole(TeamPlace place) {
    return new RoleBuilder().withMetadata(meta(place, GATEWAY)).withRules(gatewayRules()).build();
  }

  static RoleBinding gatewayBinding(TeamPlace place) {
    GatewayPlace gateway = place.platform().gateway();
    return binding(
        place,
        GATEWAY,
        new SubjectBuilder()
            .withKind("ServiceAccount")
            .withName(gateway.serviceAccount())
            .withNamespace(gateway.namespace())
            .build());
  }

  private static RoleBinding binding(TeamPlace place, String name, Subject subject) {
    return new RoleBindingBuilder()
        .withMetadata(meta(place, name))
        .withNewRoleRef(RBAC, "Role", name)
        .withSubjects(subject)
        .build();
  }
}
