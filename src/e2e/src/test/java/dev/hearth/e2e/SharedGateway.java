package dev.hearth.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts one gateway with one Scala kernel for all test classes, and stops both after the last one.
 * Tests may kill the gateway if they start it again: its home, its kernel and its driver stay.
 */
public final class SharedGateway implements BeforeAllCallback {
  private static GatewayProcess gateway;
  private static String kernel;

  public static GatewayProcess gateway() {
    return gateway;
  }

  /** A Scala kernel that is idle. */
  static String kernel() {
    awaitIdle(kernel);
    return kernel;
  }

  static void awaitIdle(String id) {
    await("kernel " + id + " to be idle")
        .atMost(Duration.ofSeconds(180))
        .until(() -> gateway.kernelState(id).equals("idle"));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (gateway != null) {
      return;
    }
    try {
      Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "home");
      gateway = GatewayProcess.started(home);
      kernel = gateway.startKernel("scala");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .put(SharedGateway.class, (AutoCloseable) gateway::close);
  }
}
