package dev.hearth.gateway.jupyter;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.http.BasePath;
import dev.hearth.gateway.http.RequestBody;
import dev.hearth.gateway.http.Requester;
import dev.hearth.gateway.jupyter.channels.Clients;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** {@code /api/sessions}: documents and their kernels. */
@Path("/api/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class SessionsResource {
  private static final int LONGEST_TYPE = 255;

  private final Notebooks notebooks;
  private final Clients clients;
  private final Requester requester;
  private final BasePath basePath;

  SessionsResource(Notebooks notebooks, Clients clients, Requester requester, BasePath basePath) {
    this.notebooks = notebooks;
    this.clients = clients;
    this.requester = requester;
    this.basePath = basePath;
  }

  @GET
  public List<SessionModel> list() {
    return notebooks.list(requester.caller()).stream().map(this::model).toList();
  }

  @POST
  public Response create(InputStream bytes) throws IOException {
    RequestBody body = RequestBody.read(bytes);
    Document document = document(body);
    String path = document.path().orElseThrow(() -> missing("path"));
    String type = document.type().orElseThrow(() -> missing("type"));
    Notebooks.Attached attached;
    try {
      attached =
          notebooks.attach(path, document.name().orElse(""), type, wish(body), requester.caller());
    } catch (NotFound e) {
      return unavailableKernel(e);
    }
    return Response.created(basePath.uri("/api/sessions/" + attached.notebook().id()))
        .entity(model(attached))
        .build();
  }

  /** Jupyter's answer to a kernel that cannot be had; front ends look for these two fields. */
  private static Response unavailableKernel(NotFound e) {
    return Response.status(Response.Status.NOT_IMPLEMENTED)
        .entity(Map.of("message", e.getMessage(), "short_message", e.getMessage()))
        .build();
  }

  @GET
  @Path("{id}")
  public SessionModel get(@PathParam("id") String id) {
    return model(notebooks.require(id, requester.caller()));
  }

  @PATCH
  @Path("{id}")
  public SessionModel change(@PathParam("id") String id, InputStream bytes) throws IOException {
    Notebooks.Attached attached = notebooks.require(id, requester.caller());
    RequestBody body = RequestBody.read(bytes);
    Document document = document(body);
    return model(
        notebooks.change(attached, document.path(), document.name(), document.type(), wish(body)));
  }

  @DELETE
  @Path("{id}")
  public CompletionStage<Response> delete(@PathParam("id") String id) {
    return notebooks
        .detach(notebooks.require(id, requester.caller()))
        .thenApply(deleted -> Response.noContent().build());
  }

  private record Document(Optional<String> path, Optional<String> name, Optional<String> type) {}

  /** Old clients put path and name into an object of its own. */
  private static Document document(RequestBody body) {
    RequestBody old = body.object("notebook");
    Document document =
        new Document(
            body.text("path").or(() -> old.text("path")),
            body.text("name").or(() -> old.text("name")),
            body.text("type").or(() -> old.text("path").map(path -> "notebook")));
    if (document.type().filter(type -> type.length() > LONGEST_TYPE).isPresent()) {
      throw new InvalidRequest("'type' is longer than " + LONGEST_TYPE + " characters.");
    }
    return document;
  }

  private static InvalidRequest missing(String key) {
    return new InvalidRequest("'" + key + "' is missing in the request's body.");
  }

  private static Notebooks.Wish wish(RequestBody body) {
    RequestBody kernel = body.object("kernel");
    return new Notebooks.Wish(
        kernel.text("id").map(id -> KernelIds.ofBody("kernel.id", id)), kernel.text("name"));
  }

  private SessionModel model(Notebooks.Attached attached) {
    return SessionModel.of(
        attached.notebook(), attached.kernel(), clients.connections(attached.kernel().id()));
  }
}
