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
  private final Requester requester;
  private final BasePath basePath;

  KernelsResource(
      Kernels kernels, KernelSpecs specs, Clients clients, Requester requester, BasePath basePath) {
    this.kernels = kernels;
    this.specs = specs;
    this.clients = clients;
    this.requester = requester;
    this.basePath = basePath;
  }

  @GET
  public List<KernelModel> list() {
    return kernels.list(requester.principal()).stream().map(this::model).toList();
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
    checkTeam(env.get("KERNEL_TEAM"));
    return new StartKernel(
        body.text("name").filter(n -> !n.isEmpty()).orElseGet(() -> specs.byDefault().name()),
        body.text("kernel_id")
            .map(id -> KernelIds.ofBody("kernel_id", id))
            .or(
                () ->
                    Optional.ofNullable(env.get("KERNEL_ID"))
                        .map(id -> KernelIds.ofBody("KERNEL_ID", id))),
        body.text("path"),
        env,
        body.integer("lease").map(KernelsResource::lease),
        requester.principal());
  }

  /** For whom a session starts, the token says; who asks for another team is told so. */
  private void checkTeam(String wanted) {
    String own = requester.principal().team().value();
    if (wanted != null && !wanted.isEmpty() && !wanted.equals(own)) {
      throw new InvalidRequest(
          "KERNEL_TEAM asks for another team than this token's, which is " + own + ".");
    }
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
    return model(require(id));
  }

  /** Answers when the kernel is verified to be gone. */
  @DELETE
  @Path("{id}")
  public CompletionStage<Response> delete(@PathParam("id") String id) {
    return kernels
        .delete(KernelIds.ofPath(id), requester.principal())
        .thenApply(deleted -> Response.noContent().build());
  }

  @POST
  @Path("{id}/interrupt")
  public Response interrupt(@PathParam("id") String id) {
    require(id).interrupt();
    return Response.noContent().build();
  }

  /** Answers when the restart is accepted, with the kernel as it is then. */
  @POST
  @Path("{id}/restart")
  public CompletionStage<KernelModel> restart(@PathParam("id") String id) {
    Kernel kernel = require(id);
    return kernel.restart().thenApply(accepted -> model(kernel));
  }

  private Kernel require(String id) {
    return kernels
        .find(KernelIds.ofPath(id), requester.principal())
        .orElseThrow(() -> new NotFound("Kernel does not exist: " + id));
  }

  private KernelModel model(Kernel kernel) {
    return KernelModel.of(kernel, clients.connections(kernel.id()));
  }
}
