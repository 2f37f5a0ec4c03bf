package dev.hearth.gateway.registry;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Ready while the registry's database answers. */
@Readiness
@Singleton
public class RegistryReadiness implements HealthCheck {
  private final Jdbi jdbi;

  RegistryReadiness(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public HealthCheckResponse call() {
    try {
      jdbi.useHandle(handle -> handle.createQuery("select 1").mapTo(Integer.class).one());
      return HealthCheckResponse.up("registry");
    } catch (JdbiException e) {
      return HealthCheckResponse.named("registry")
          .down()
          .withData("fix", "The registry's database does not answer; check hearth.registry.url.")
          .build();
    }
  }
}
