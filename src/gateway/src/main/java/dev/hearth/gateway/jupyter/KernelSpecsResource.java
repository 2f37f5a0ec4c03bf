package dev.hearth.gateway.jupyter;

import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.http.BasePath;
import dev.hearth.gateway.http.Requester;
import dev.hearth.gateway.kernel.KernelSpec;
import dev.hearth.gateway.kernel.KernelSpecs;
import dev.hearth.gateway.team.Caller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /api/kernelspecs}. */
@Path("/api/kernelspecs")
@Produces(MediaType.APPLICATION_JSON)
public class KernelSpecsResource {
  private final KernelSpecs specs;
  private final Requester requester;
  private final BasePath basePath;

  KernelSpecsResource(KernelSpecs specs, Requester requester, BasePath basePath) {
    this.specs = specs;
    this.requester = requester;
    this.basePath = basePath;
  }

  /**
   * All of them; or one, because Jupyter Server's gateway client puts the name behind the user when
   * it asks for one with a user set: {@code /api/kernelspecs?user=bob/scala}.
   */
  @GET
  public Object list(@QueryParam("user") String user) {
    int slash = user == null ? -1 : user.indexOf('/');
    return slash < 0 ? all() : get(user.substring(slash + 1));
  }

  private KernelSpecModel.Collection all() {
    Map<String, KernelSpecModel> models = new LinkedHashMap<>();
    own().forEach(spec -> models.putIfAbsent(spec.name(), KernelSpecModel.of(spec, basePath)));
    return new KernelSpecModel.Collection(models.keySet().iterator().next(), models);
  }

  @GET
  @Path("{name}")
  public KernelSpecModel get(@PathParam("name") String name) {
    return own().stream()
        .filter(spec -> spec.name().equals(name))
        .findFirst()
        .map(spec -> KernelSpecModel.of(spec, basePath))
        .orElseThrow(() -> new NotFound("There is no kernelspec of that name."));
  }

  /** Of all the caller's teams; the first team's first. */
  private List<KernelSpec> own() {
    Caller caller = requester.caller();
    caller.principal(Optional.empty()); // says in words who is in no team
    return caller.principals().stream()
        .flatMap(principal -> specs.all(principal.team()).stream())
        .toList();
  }
}
