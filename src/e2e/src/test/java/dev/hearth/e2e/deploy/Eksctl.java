package dev.hearth.e2e.deploy;

import java.util.List;
import java.util.Map;

/** A cluster as eksctl takes it, as far as Hearth's uses it. */
record Eksctl(
    String apiVersion,
    String kind,
    Metadata metadata,
    Vpc vpc,
    List<String> availabilityZones,
    KubernetesNetwork kubernetesNetworkConfig,
    Access accessConfig,
    Iam iam,
    AddonsConfig addonsConfig,
    List<Addon> addons,
    List<NodeGroup> managedNodeGroups,
    Karpenter karpenter,
    CloudWatch cloudWatch) {

  record Metadata(String name, String region, String version, Map<String, String> tags) {}

  record Vpc(String cidr, Nat nat, Endpoints clusterEndpoints, List<String> publicAccessCIDRs) {}

  record Nat(String gateway) {}

  record Endpoints(boolean privateAccess, boolean publicAccess) {}

  record KubernetesNetwork(String serviceIPv4CIDR) {}

  record Access(
      String authenticationMode,
      boolean bootstrapClusterCreatorAdminPermissions,
      List<Entry> accessEntries) {}

  record Entry(String principalARN, String type, List<AccessPolicy> accessPolicies) {}

  record AccessPolicy(String policyARN, Map<String, String> accessScope) {}

  record Iam(boolean withOIDC, List<PodIdentity> podIdentityAssociations) {}

  record PodIdentity(
      String namespace,
      String serviceAccountName,
      String roleName,
      boolean createServiceAccount,
      List<String> permissionPolicyARNs,
      Map<String, Boolean> wellKnownPolicies) {}

  record AddonsConfig(boolean autoApplyPodIdentityAssociations) {}

  record Addon(String name, String configurationValues) {}

  record NodeGroup(
      String name,
      String amiFamily,
      String instanceType,
      int minSize,
      int desiredCapacity,
      int maxSize,
      boolean privateNetworking,
      int volumeSize,
      String volumeType,
      boolean volumeEncrypted,
      boolean disableIMDSv1,
      Map<String, String> labels,
      GroupIam iam) {}

  record GroupIam(List<String> attachPolicyARNs) {}

  record Karpenter(
      String version, boolean createServiceAccount, boolean withSpotInterruptionQueue) {}

  record CloudWatch(ClusterLogging clusterLogging) {}

  record ClusterLogging(List<String> enableTypes, int logRetentionInDays) {}
}
