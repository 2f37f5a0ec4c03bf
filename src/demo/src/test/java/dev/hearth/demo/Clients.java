package dev.hearth.demo;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.emrcontainers.EmrContainersClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** Clients as users of the stand-in have them: AWS's own, and Fabric8's. */
final class Clients implements AutoCloseable {
  private final URI endpoint;
  private final String accessKey;
  private final String secretKey;
  private final List<SdkClient> made = new ArrayList<>();

  Clients(String endpoint, String accessKey, String secretKey) {
    this.endpoint = URI.create(endpoint);
    this.accessKey = accessKey;
    this.secretKey = secretKey;
  }

  static Clients ofGateway(StandIn standIn) {
    return new Clients(standIn.url(), Keys.OF_THE_DEMO.gateway(), Keys.OF_THE_DEMO.gatewaySecret());
  }

  static Clients ofAdmin(StandIn standIn) {
    return new Clients(standIn.url(), Keys.OF_THE_DEMO.admin(), Keys.OF_THE_DEMO.adminSecret());
  }

  EmrContainersClient emr() {
    return client(EmrContainersClient.builder());
  }

  S3Client s3() {
    return client(S3Client.builder());
  }

  StsClient sts() {
    return client(StsClient.builder());
  }

  CloudWatchLogsClient logs() {
    return client(CloudWatchLogsClient.builder());
  }

  EksClient eks() {
    return client(EksClient.builder());
  }

  /** IAM is global: its client would go to us-east-1. */
  IamClient iam() {
    return client(IamClient.builder());
  }

  <C extends SdkClient, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(
      B builder) {
    AwsCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
    C client =
        builder
            .endpointOverride(endpoint)
            .region(Region.US_WEST_2)
            .credentialsProvider(credentials)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    made.add(client);
    return client;
  }

  /** By a kubeconfig, as a gateway finds its cluster. */
  static KubernetesClient kubernetes(StandIn standIn) {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(standIn.kubeconfig()))
        .build();
  }

  static Path driverDist() {
    return Path.of("..", "driver", "target", "dist").toAbsolutePath().normalize();
  }

  @Override
  public void close() {
    for (SdkClient client : made) {
      client.close();
    }
  }
}
