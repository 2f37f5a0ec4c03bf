package dev.hearth.gateway.launch.emr;

import dev.hearth.gateway.home.StartRefusal;
import dev.hearth.gateway.registry.Installation;
import dev.hearth.gateway.team.config.TeamDirectory;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.quarkus.arc.lookup.LookupIfProperty;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.emrcontainers.EmrContainersClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The launcher of EMR on EKS as a bean, where it is enabled. */
final class OwnEmrLauncher {
  /** The SDK backs off exponentially and with jitter in between, longer when it is throttled. */
  private static final int ATTEMPTS = 8;

  private static final Duration ATTEMPT = Duration.ofSeconds(20);
  private static final Duration CALL = Duration.ofMinutes(2);

  @Produces
  @Singleton
  @LookupIfProperty(name = "hearth.launch.emr.enabled", stringValue = "true")
  EmrLauncher launcher(TeamDirectory teams, EmrLaunchConfig config, Installation installation) {
    EmrLauncher launcher = StartRefusal.orInWords(() -> make(teams, config, installation));
    launcher.start();
    return launcher;
  }

  private static EmrLauncher make(
      TeamDirectory teams, EmrLaunchConfig config, Installation installation) {
    requireLinkUrl(config);
    S3Uri templates =
        S3Uri.parse(
            "hearth.launch.emr.templates",
            config
                .templates()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "With hearth.launch.emr.enabled, hearth.launch.emr.templates must say"
                                + " where on S3 pod templates are stored, e.g."
                                + " s3://bucket/hearth/templates/.")));
    config.logs().s3().ifPresent(uri -> S3Uri.parse("hearth.launch.emr.logs.s3", uri));
    KubernetesClient cluster = new KubernetesClientBuilder().build();
    SdkHttpClient http = UrlConnectionHttpClient.create();
    S3Client s3 = withRegion(() -> configured(S3Client.builder().httpClient(http)).build());
    CloudWatchLogsClient cloudWatch =
        withRegion(() -> configured(CloudWatchLogsClient.builder().httpClient(http)).build());
    JobRuns jobRuns =
        new JobRuns(
            withRegion(() -> configured(EmrContainersClient.builder().httpClient(http)).build()));
    Namespaces namespaces = new Namespaces(cluster);
    return new EmrLauncher(
        teams,
        config,
        installation.id(),
        new EmrLauncher.Services(
            jobRuns,
            namespaces,
            new LinkSecret(cluster),
            new TemplateStore(s3, templates),
            new DriverLogs(namespaces, cloudWatch, s3, config.logs())),
        Clock.systemUTC());
  }

  private static void requireLinkUrl(EmrLaunchConfig config) {
    if (config.linkUrl().filter(url -> url.matches("https?://[^\\s/]+(/\\S*)?")).isEmpty()) {
      throw new IllegalArgumentException(
          "With hearth.launch.emr.enabled, hearth.launch.emr.link-url must say at which URL drivers"
              + " in pods reach this gateway, e.g. http://hearth.hearth.svc.cluster.local:8888.");
    }
  }

  private static <B extends AwsClientBuilder<B, ?>> B configured(B client) {
    return client.overrideConfiguration(
        ClientOverrideConfiguration.builder()
            .apiCallAttemptTimeout(ATTEMPT)
            .apiCallTimeout(CALL)
            .retryStrategy(
                AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(ATTEMPTS).build())
            .build());
  }

  private static <C> C withRegion(java.util.function.Supplier<C> client) {
    try {
      return client.get();
    } catch (SdkClientException e) {
      throw new IllegalArgumentException(
          "AWS's SDK cannot be set up: "
              + e.getMessage()
              + " Set AWS_REGION, and see that credentials are there.",
          e);
    }
  }

  void close(@Disposes EmrLauncher launcher) {
    launcher.close();
  }
}
