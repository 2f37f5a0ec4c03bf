package dev.hearth.onboarding.aws.sdk;

import dev.hearth.onboarding.aws.VirtualClusters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.emrcontainers.EmrContainersClient;
import software.amazon.awssdk.services.emrcontainers.model.ContainerProviderType;
import software.amazon.awssdk.services.emrcontainers.model.JobRunState;
import software.amazon.awssdk.services.emrcontainers.model.ResourceNotFoundException;
import software.amazon.awssdk.services.emrcontainers.model.VirtualClusterState;

/** Virtual clusters by EMR on EKS' API. */
final class SdkVirtualClusters implements VirtualClusters {
  private final EmrContainersClient emr;

  SdkVirtualClusters(EmrContainersClient emr) {
    this.emr = emr;
  }

  @Override
  public List<VirtualCluster> in(String eksCluster, String namespace) {
    return emr
        .listVirtualClustersPaginator(
            request ->
                request
                    .containerProviderId(eksCluster)
                    .containerProviderType(ContainerProviderType.EKS)
                    .states(
                        VirtualClusterState.RUNNING,
                        VirtualClusterState.ARRESTED,
                        VirtualClusterState.TERMINATING))
        .virtualClusters()
        .stream()
        .map(SdkVirtualClusters::read)
        .filter(found -> found.namespace().equals(namespace))
        .toList();
  }

  @Override
  public Optional<VirtualCluster> find(String id) {
    try {
      return Optional.of(
          read(emr.describeVirtualCluster(request -> request.id(id)).virtualCluster()));
    } catch (ResourceNotFoundException notThere) {
      return Optional.empty();
    }
  }

  private static VirtualCluster read(
      software.amazon.awssdk.services.emrcontainers.model.VirtualCluster found) {
    return new VirtualCluster(
        found.id(),
        found.arn(),
        found.name(),
        found.stateAsString(),
        found.containerProvider().id(),
        found.containerProvider().info().eksInfo().namespace(),
        found.tags());
  }

  @Override
  public String create(String name, String eksCluster, String namespace, Map<String, String> tags) {
    return emr.createVirtualCluster(
            request ->
                request
                    .name(name)
                    .containerProvider(
                        provider ->
                            provider
                                .type(ContainerProviderType.EKS)
                                .id(eksCluster)
                                .info(info -> info.eksInfo(eks -> eks.namespace(namespace))))
                    .tags(tags))
        .id();
  }

  @Override
  public void tag(String arn, Map<String, String> tags) {
    emr.tagResource(request -> request.resourceArn(arn).tags(tags));
  }

  @Override
  public void delete(String id) {
    emr.deleteVirtualCluster(request -> request.id(id));
  }

  @Override
  public List<JobRun> active(String id) {
    return emr
        .listJobRunsPaginator(
            request ->
                request
                    .virtualClusterId(id)
                    .states(
                        JobRunState.PENDING,
                        JobRunState.SUBMITTED,
                        JobRunState.RUNNING,
                        JobRunState.CANCEL_PENDING))
        .jobRuns()
        .stream()
        .map(
            run ->
                new JobRun(
                    run.id(),
                    run.name() == null ? "" : run.name(),
                    run.stateAsString(),
                    Optional.ofNullable(run.tags().get("hearth:user"))))
        .toList();
  }

  @Override
  public void cancel(String id, String jobRun) {
    emr.cancelJobRun(request -> request.virtualClusterId(id).id(jobRun));
  }
}
