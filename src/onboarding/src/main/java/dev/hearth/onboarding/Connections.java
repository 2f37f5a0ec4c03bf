package dev.hearth.onboarding;

import dev.hearth.gateway.team.config.Platform;
import dev.hearth.onboarding.aws.AwsAccount;
import dev.hearth.onboarding.aws.sdk.SdkAccount;
import dev.hearth.onboarding.part.Patience;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;

/** How the program reaches AWS and Kubernetes. */
interface Connections {

  /** Opens what reaches a platform. */
  Connection open(Platform platform);

  Patience patience();

  /** Both at once. */
  interface Connection extends AutoCloseable {
    AwsAccount account();

    KubernetesClient kubernetes();

    @Override
    void close();
  }

  /** By what the caller has: the credentials of AWS' tools, and kubectl's current context. */
  static Connections standard() {
    return new Connections() {
      @Override
      public Connection open(Platform platform) {
        return new StandardConnection(platform);
      }

      @Override
      public Patience patience() {
        return Patience.asking(Duration.ofSeconds(3));
      }
    };
  }

  /** Opened when it is asked for, closed together. */
  final class StandardConnection implements Connection {
    private final SdkAccount sdk;
    private final KubernetesClient kubernetes;

    private StandardConnection(Platform platform) {
      this.sdk = new SdkAccount(platform);
      this.kubernetes = new KubernetesClientBuilder().build();
    }

    @Override
    public AwsAccount account() {
      return sdk.account();
    }

    @Override
    public KubernetesClient kubernetes() {
      return kubernetes;
    }

    @Override
    public void close() {
      kubernetes.close();
      sdk.close();
    }
  }
}
