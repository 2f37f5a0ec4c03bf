package dev.hearth.gateway.api;

import dev.hearth.gateway.http.BasePath;
import dev.hearth.gateway.http.RequestBody;
import dev.hearth.gateway.http.Requester;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.Kernels;
import dev.hearth.gateway.kernel.StartKernel;
import dev.hearth.gateway.kernel.driver.SessionFiles;
import dev.hearth.gateway.kernel.driver.SessionView;
import dev.hearth.gateway.kernel.driver.UserSessions;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The Spark sessions that a user may see; Jupyter's "sessions" are notebooks, and elsewhere. */
@Path("/api/hearth/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class HearthSessionsResource {
  private final UserSessions sessions;
  private final Kernels kernels;
  private final Requester requester;
  private final BasePath basePath;

  HearthSessionsResource(
      UserSessions sessions, Kernels kernels, Requester requester, BasePath basePath) {
    this.sessions = sessions;
    this.kernels = kernels;
    this.requester = requester;
    this.basePath = basePath;
  }

  /** Those that live. */
  @GET
  public List<SessionView> list() {
    return sessions.list(requester.caller());
  }

  @GET
  @Path("{id}")
  public SessionView get(@PathParam("id") String id) {
    return sessions.get(id, requester.caller());
  }

  /** The last lines of its driver's log, also when it has ended. */
  @GET
  @Path("{id}/log")
  @Produces(MediaType.TEXT_PLAIN)
  public String log(
      @PathParam("id") String id, @QueryParam("lines") @DefaultValue("200") int lines) {
    return sessions.log(id, lines, requester.caller());
  }

  /** Answers when the driver is verified to be gone; the session's kernels are dead then. */
  @DELETE
  @Path("{id}")
  public CompletionStage<Response> stop(@PathParam("id") String id) {
    return sessions.stop(id, requester.caller()).thenApply(stopped -> Response.noContent().build());
  }

  /**
   * @param name of a kernelspec, such as scala
   * @param path of the notebook; may be missing
   */
  public record NewKernel(String name, String path) {}

  /**
   * @param session in which it was started
   */
  public record StartedKernel(String id, String name, String session) {}

  /** Starts a kernel in a session that runs. */
  @POST
  @Path("{id}/kernels")
  @Consumes(MediaType.APPLICATION_JSON)
  @org.eclipse.microprofile.openapi.annotations.parameters.RequestBody(
      content = @Content(schema = @Schema(implementation = NewKernel.class)))
  public Response start(@PathParam("id") String id, InputStream body) throws IOException {
    RequestBody members = RequestBody.read(body);
    NewKernel wanted =
        new NewKernel(members.requireText("name"), members.text("path").orElse(null));
    UserSessions.Joinable joinable = sessions.joinable(id, requester.caller());
    String session = joinable.session().toString();
    Kernel kernel =
        kernels.start(
            new StartKernel(
                wanted.name(),
                Optional.empty(),
                Optional.ofNullable(wanted.path()),
                Map.of("HEARTH_SESSION", session),
                Optional.empty(),
                joinable.guest()));
    return Response.created(basePath.uri("/api/kernels/" + kernel.id()))
        .entity(new StartedKernel(kernel.id().toString(), kernel.spec(), session))
        .build();
  }

  /**
   * Hands a file, such as a jar, to a session; cells then use it by its name: {@code %addjar NAME}.
   * It is kept until the session ends. Any media type.
   */
  @PUT
  @Path("{id}/files/{name}")
  @Consumes(MediaType.WILDCARD)
  public Response store(
      @PathParam("id") String id, @PathParam("name") String name, InputStream content) {
    SessionFiles.StoredFile stored = sessions.store(id, name, content, requester.caller());
    return Response.status(Response.Status.CREATED).entity(stored).build();
  }

  @GET
  @Path("{id}/files")
  public List<SessionFiles.StoredFile> files(@PathParam("id") String id) {
    return sessions.files(id, requester.caller());
  }
}
