package dev.hearth.demo.kube;

import dev.hearth.demo.http.BearerToken;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.net.InetAddress;
import java.util.HashMap;

/** The API server: objects are kept in memory, and can be watched by who has the token. */
public final class KubernetesEndpoint implements AutoCloseable {
  private final BearerToken token;
  private final KubernetesMockServer server;
  private final PodLogs logs = new PodLogs();
  private final KubernetesClient client;

  private KubernetesEndpoint(int port, BearerToken token) {
    this.token = token;
    server =
        new KubernetesMockServer(
            new Context(),
            new MockWebServer(),
            new HashMap<>(),
            new SignIn(token, new ApiDispatcher(new KubernetesCrudDispatcher(), logs)),
            false);
    server.init(InetAddress.getLoopbackAddress(), port);
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(url())
            .withOauthToken(token.value())
            .withNamespace("default")
            .withHttp2Disable(true)
            .build();
    client = new KubernetesClientBuilder().withConfig(config).build();
    new Furnishing(client).create();
  }

  /**
   * @param port 0 for any that is free
   * @param token without which nothing is answered
   */
  public static KubernetesEndpoint start(int port, BearerToken token) {
    return new KubernetesEndpoint(port, token);
  }

  public String url() {
    return "http://127.0.0.1:" + server.getPort();
  }

  public Cluster cluster() {
    return new Cluster(client, logs);
  }

  /** A configuration for clients of this server; whoever uses it may do everything. */
  public String kubeconfig() {
    return """
        apiVersion: v1
        kind: Config
        clusters:
        - name: hearth-demo
          cluster:
            server: %s
        users:
        - name: hearth-demo
          user:
            token: %s
        contexts:
        - name: hearth-demo
          context:
            cluster: hearth-demo
            user: hearth-demo
            namespace: default
        current-context: hearth-demo
        """
        .formatted(url(), token.value());
  }

  @Override
  public void close() {
    client.close();
    server.destroy();
  }
}
