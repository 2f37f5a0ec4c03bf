package dev.hearth.demo.kube;

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

/** The API server: objects are kept in memory, and can be watched. */
public final class KubernetesEndpoint implements AutoCloseable {
  private final KubernetesMockServer server;
  private final PodLogs logs = new PodLogs();
  private final KubernetesClient client;

  private KubernetesEndpoint(int port) {
    server =
        new KubernetesMockServer(
            new Context(),
            new MockWebServer(),
            new HashMap<>(),
            new ApiDispatcher(new KubernetesCrudDispatcher(), logs),
            false);
    server.init(InetAddress.getLoopbackAddress(), port);
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(url())
            .withNamespace("default")
            .withHttp2Disable(true)
            .build();
    client = new KubernetesClientBuilder().withConfig(config).build();
    new Furnishing(client).create();
  }

  /**
   * @param port 0 for any that is free
   */
  public static KubernetesEndpoint start(int port) {
    return new KubernetesEndpoint(port);
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
          user: {}
        contexts:
        - name: hearth-demo
          context:
            cluster: hearth-demo
            user: hearth-demo
            namespace: default
        current-context: hearth-demo
        """
        .formatted(url());
  }

  @Override
  public void close() {
    client.close();
    server.destroy();
  }
}
