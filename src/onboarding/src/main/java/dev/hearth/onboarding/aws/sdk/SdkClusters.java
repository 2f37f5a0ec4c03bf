package dev.hearth.onboarding.aws.sdk;

import dev.hearth.onboarding.aws.EksClusters;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AuthenticationMode;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.PodIdentityAssociation;
import software.amazon.awssdk.services.eks.model.ResourceNotFoundException;

/** Clusters by EKS' API. */
final class SdkClusters implements EksClusters {
  private final EksClient eks;

  SdkClusters(EksClient eks) {
    this.eks = eks;
  }

  @Override
  public Optional<EksCluster> find(String name) {
    Cluster cluster;
    try {
      cluster = eks.describeCluster(request -> request.name(name)).cluster();
    } catch (ResourceNotFoundException notThere) {
      return Optional.empty();
    }
    // Clusters of before access entries say nothing of them.
    boolean entries =
        cluster.accessConfig() != null
            && cluster.accessConfig().authenticationMode() != null
            && cluster.accessConfig().authenticationMode() != AuthenticationMode.CONFIG_MAP;
    return Optional.of(
        new EksCluster(
            name,
            cluster.arn(),
            cluster.statusAsString(),
            Optional.ofNullable(cluster.endpoint()),
            cluster.identity() == null || cluster.identity().oidc() == null
                ? Optional.empty()
                : Optional.ofNullable(cluster.identity().oidc().issuer()),
            entries));
  }

  @Override
  public Optional<Association> association(
      String cluster, String namespace, String serviceAccount) {
    return eks
        .listPodIdentityAssociations(
            request ->
                request.clusterName(cluster).namespace(namespace).serviceAccount(serviceAccount))
        .associations()
        .stream()
        .findFirst()
        .map(summary -> describe(cluster, summary.associationId()));
  }

  private Association describe(String cluster, String id) {
    PodIdentityAssociation found =
        eks.describePodIdentityAssociation(
                request -> request.clusterName(cluster).associationId(id))
            .association();
    return new Association(id, found.associationArn(), found.roleArn(), found.tags());
  }

  @Override
  public void associate(
      String cluster,
      String namespace,
      String serviceAccount,
      String roleArn,
      Map<String, String> tags) {
    eks.createPodIdentityAssociation(
        request ->
            request
                .clusterName(cluster)
                .namespace(namespace)
                .serviceAccount(serviceAccount)
                .roleArn(roleArn)
                .tags(tags));
  }

  @Override
  public void change(
      String cluster, Association association, String roleArn, Map<String, String> tags) {
    if (!association.roleArn().equals(roleArn)) {
      eks.updatePodIdentityAssociation(
          request -> request.clusterName(cluster).associationId(association.id()).roleArn(roleArn));
    }
    eks.tagResource(request -> request.resourceArn(association.arn()).tags(tags));
  }

  @Override
  public void dissociate(String cluster, String associationId) {
    eks.deletePodIdentityAssociation(
        request -> request.clusterName(cluster).associationId(associationId));
  }
}
