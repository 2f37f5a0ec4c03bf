package dev.hearth.gateway.jupyter;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.gateway.http.Requester;
import dev.hearth.gateway.jupyter.channels.Clients;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.Kernels;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** {@code /api} and {@code /api/status}. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
public class StatusResource {
  private final Kernels kernels;
  private final Clients clients;
  private final Requester requester;
  private final String version;
  private final Instant started = Instant.now();

  StatusResource(
      Kernels kernels,
      Clients clients,
      Requester requester,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.kernels = kernels;
    this.clients = clients;
    this.requester = requester;
    this.version = version;
  }

  /**
   * @param version Hearth's
   */
  public record Version(String version) {}

  /** Needs no token, so that anybody can see whether the gateway is there. */
  @GET
  public Version version() {
    return new Version(version);
  }

  /**
   * @param kernels how many the requester has
   * @param connections how many sockets are open on them
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Status(String started, String lastActivity, int kernels, int connections) {}

  @GET
  @Path("status")
  public Status status() {
    List<Kernel> own = kernels.list(requester.caller());
    Instant lastActivity =
        own.stream()
            .map(kernel -> kernel.status().lastActivity())
            .max(Comparator.naturalOrder())
            .orElse(started);
    return new Status(
        Timestamps.format(started),
        Timestamps.format(lastActivity),
        own.size(),
        own.stream().mapToInt(kernel -> clients.connections(kernel.id())).sum());
  }
}
