package dev.hearth.onboarding.aws.sdk;

import dev.hearth.client.Failure;
import dev.hearth.gateway.team.config.Platform;
import dev.hearth.onboarding.aws.AwsAccount;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.emrcontainers.EmrContainersClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Clients with the credentials that the SDK finds by itself: the environment, the profile, single
 * sign-on, the instance. {@code AWS_ENDPOINT_URL} is obeyed, as by every tool of AWS.
 */
public final class SdkAccount implements AutoCloseable {
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final List<SdkClient> clients = new ArrayList<>();
  private final Region region;

  public SdkAccount(Platform platform) {
    this.region = Region.of(platform.region());
  }

  /**
   * Asks whose the credentials are.
   *
   * @throws Failure if there are none
   */
  public AwsAccount account() {
    String number;
    try {
      number = client(StsClient.builder()).getCallerIdentity().account();
    } catch (SdkClientException e) {
      throw Failure.environment(
          "AWS cannot be asked whose the credentials are: " + e.getMessage(),
          "Sign in to the platform's account (aws sso login, AWS_PROFILE, or the environment).",
          e);
    }
    return new AwsAccount(
        number,
        new SdkRoles(client(IamClient.builder())),
        new SdkClusters(client(EksClient.builder())),
        new SdkVirtualClusters(client(EmrContainersClient.builder())),
        new SdkLogGroups(client(CloudWatchLogsClient.builder())),
        // A single address for all of AWS has no host names for buckets.
        new SdkBuckets(client(S3Client.builder().forcePathStyle(hasOneEndpoint()))));
  }

  private static boolean hasOneEndpoint() {
    return System.getenv("AWS_ENDPOINT_URL") != null
        || System.getProperty("aws.endpointUrl") != null;
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient>
      C client(B builder) {
    C client = builder.region(region).httpClient(http).build();
    clients.add(client);
    return client;
  }

  @Override
  public void close() {
    clients.forEach(SdkClient::close);
    http.close();
  }
}
