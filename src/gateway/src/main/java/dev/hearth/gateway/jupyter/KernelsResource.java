package dev.hearth.gateway.jupyter;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.http.BasePath;
import dev.hearth.gateway.http.RequestBody;
import dev.hearth.gateway.http.Requester;
import dev.hearth.gateway.jupyter.channels.Clients;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.KernelSpecs;
import dev.hearth.gateway.kernel.Kernels;
import dev.hearth.gateway.kernel.StartKernel;
import dev.hearth.gateway.team.Action;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.audit.AuditAction;
import dev.hearth.gateway.team.audit.AuditEvent;
import dev.hearth.gateway.team.audit.AuditLog;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** {@code /api/kernels} and below, but for the channels. */
@Path("/api/kernels")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class KernelsResource {
  /** In seconds: less would not survive a reconnect, more is no lease. */
  private static final int SHORTEST_LEASE = 5;

  private static final int LONGEST_LEASE = 7 * 86_400;

  private final Kernels kernels;
  private final KernelSpecs specs;
  private final Clients clients;
  private final AuditLog audit;
  private final Requester requester;
  private final BasePath basePath;

  KernelsResource(
      Kernels kernels,
      KernelSpecs specs,
      Clients clients,
      AuditLog audit,
      Requester requester,
      BasePath basePath) {
    this.kernels = kernels;
    this.specs = specs;
    this.clients = clients;
    this.audit = audit;
    this.requester = requester;
    this.basePath = basePath;
  }

  @GET
  public List<KernelModel> list() {
    return kernels.list(requester.caller()).stream().map(this::model).toList();
  }

  /** Answers before the kernel is ready; its channels take requests from now on. */
  @POST
  public Response start(InputStream body) throws IOException {
    Kernel kernel = kernels.start(request(RequestBody.read(body)));
    return Response.created(basePath.uri("/api/kernels/" + kernel.id()))
        .entity(model(kernel))
        .build();
  }

  private StartKernel request(RequestBody body) {
    Map<String, String> env = KernelEnv.validated(body.object("env").texts());
    Principal owner = owner(env);
    return new StartKernel(
        body.text("name")
            .filter(n -> !n.isEmpty())
            .orElseGet(() -> specs.byDefault(owner.team()).name()),
        body.text("kernel_id")
            .map(id -> KernelIds.ofBody("kernel_id", id))
            .or(
                () ->
                    Optional.ofNullable(env.get("KERNEL_ID"))
                        .map(id -> KernelIds.ofBody("KERNEL_ID", id))),
        body.text("path"),
        env,
        body.integer("lease").map(KernelsResource::lease),
        owner);
  }

  /** Of the requester's teams, the one that they name, or their first. */
  private Principal owner(Map<String, String> env) {
    return requester
        .caller()
        .principal(Optional.ofNullable(env.get("KERNEL_TEAM")).filter(team -> !team.isEmpty()));
  }

  private static Duration lease(int seconds) {
    if (seconds < SHORTEST_LEASE || seconds > LONGEST_LEASE) {
      throw new InvalidRequest(
          "'lease' is in seconds, from " + SHORTEST_LEASE + " to " + LONGEST_LEASE + ".");
    }
    return Duration.ofSeconds(seconds);
  }

  @GET
  @Path("{id}")
  public KernelModel get(@PathParam("id") String id) {
    return model(require(id, Action.SEE));
  }

  /** Answers when the kernel is verified to be gone. */
  @DELETE
  @Path("{id}")
  public CompletionStage<Response> delete(@PathParam("id") String id) {
    return kernels
        .delete(KernelIds.ofPath(id), requester.caller())
        .thenApply(deleted -> Response.noContent().build());
  }

  @POST
  @Path("{id}/interrupt")
  public Response interrupt(@PathParam("id") String id) {
    Kernel kernel = require(id, Action.USE);
    audit.record(AuditEvent.of(AuditAction.KERNEL_INTERRUPT).by(kernel.owner()).on(kernel.id()));
    kernel.interrupt();
    return Response.noContent().build();
  }

  /** Answers when the restart is accepted, with the kernel as it is then. */
  @POST
  @Path("{id}/restart")
  public CompletionStage<KernelModel> restart(@PathParam("id") String id) {
    Kernel kernel = require(id, Action.USE);
    audit.record(AuditEvent.of(AuditAction.KERNEL_RESTART).by(kernel.owner()).on(kernel.id()));
    return kernel.restart().thenApply(accepted -> model(kernel));
  }

  private Kernel require(String id, Action action) {
    return kernels
        .find(KernelIds.ofPath(id), requester.caller(), action)
        .orElseThrow(() -> new NotFound("Kernel does not exist: " + id));
  }

  private KernelModel model(Kernel kernel) {
    return KernelModel.of(kernel, clients.connections(kernel.id()));
  }
}
