package dev.hearth.gateway.launch.local;

import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready if the session driver is where it was configured. Without any configured, the gateway is
 * ready for all kernels that need none, and says so.
 */
@Readiness
@Singleton
public class DriverReadiness implements HealthCheck {
  private final Optional<Path> dist;

  DriverReadiness(LocalLaunchConfig config) {
    this.dist = config.driverDist();
  }

  @Override
  public HealthCheckResponse call() {
    if (dist.isEmpty()) {
      return HealthCheckResponse.named("session driver")
          .up()
          .withData("note", "None is configured (HEARTH_DRIVER_DIST): no Spark kernel can start.")
          .build();
    }
    if (Files.isRegularFile(dist.get().resolve("hearth-driver.jar"))) {
      return HealthCheckResponse.up("session driver");
    }
    return HealthCheckResponse.named("session driver")
        .down()
        .withData("fix", "Build it, or set HEARTH_DRIVER_DIST to where it is.")
        .build();
  }
}
