package dev.hearth.onboarding;

import dev.hearth.client.Failure;
import dev.hearth.gateway.team.config.Platform;
import dev.hearth.onboarding.aws.AccountInMemory;
import dev.hearth.onboarding.aws.AwsAccount;
import dev.hearth.onboarding.part.Patience;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program with an account in memory and an API server of Fabric8's that keeps objects. */
final class TestPlatform {
  final AccountInMemory aws = new AccountInMemory();
  final KubernetesClient kubernetes;
  private final KubernetesMockServer server;
  private final Path file;
  private String printed = "";
  private String complained = "";

  TestPlatform(Path folder, KubernetesMockServer server, KubernetesClient kubernetes) {
    this.server = server;
    this.kubernetes = kubernetes;
    this.file = folder.resolve("teams.yaml");
    file(Fixtures.FILE);
    kubernetes
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName("kubernetes")
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .withClusterIP("172.20.0.1")
                .endSpec()
                .build())
        .create();
    kubernetes
        .resource(
            new EndpointsBuilder()
                .withNewMetadata()
                .withName("kubernetes")
                .withNamespace("default")
                .endMetadata()
                .addNewSubset()
                .addNewAddress()
                .withIp("10.0.1.5")
                .endAddress()
                .addNewPort()
                .withPort(443)
                .endPort()
                .endSubset()
                .build())
        .create();
    kubernetesChanges();
  }

  void file(String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Runs the program; {@code FILE} stands for the file of teams. */
  int run(String... arguments) {
    return typing("", arguments);
  }

  int typing(String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = arguments[i].equals("FILE") ? file.toString() : arguments[i];
    }
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      return Onboarding.commandLine(
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              false,
              connections())
          .execute(arguments);
    } finally {
      System.setIn(before);
      printed = out.toString(StandardCharsets.UTF_8);
      complained =
          err.toString(StandardCharsets.UTF_8).replace(file.toString(), file.getFileName() + "");
    }
  }

  String printed() {
    return printed.replace(file.toString(), file.getFileName().toString());
  }

  String complained() {
    return complained;
  }

  /** Methods and paths of requests to the API server that change something, since the last call. */
  List<String> kubernetesChanges() {
    List<String> changes = new ArrayList<>();
    try {
      RecordedRequest request = server.takeRequest(0, TimeUnit.MILLISECONDS);
      while (request != null) {
        if (!request.getMethod().equals("GET")) {
          changes.add(request.getMethod() + " " + request.getPath());
        }
        request = server.takeRequest(0, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return changes;
  }

  private Connections connections() {
    return new Connections() {
      @Override
      public Connection open(Platform platform) {
        return new Connection() {
          @Override
          public AwsAccount account() {
            return aws.account();
          }

          @Override
          public KubernetesClient kubernetes() {
            return kubernetes;
          }

          @Override
          public void close() {
            // The extension of JUnit closes the client.
          }
        };
      }

      /** Does not wait: lets AWS have done it. */
      @Override
      public Patience patience() {
        return (what, longest, done) -> {
          for (int i = 0; i < 3 && !done.getAsBoolean(); i++) {
            aws.timePasses();
          }
          if (!done.getAsBoolean()) {
            throw Failure.environment(what + " took too long", "Run it again.");
          }
        };
      }
    };
  }
}
