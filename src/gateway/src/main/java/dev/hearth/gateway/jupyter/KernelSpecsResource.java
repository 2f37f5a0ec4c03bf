package dev.hearth.gateway.jupyter;

import dev.hearth.gateway.http.BasePath;
import dev.hearth.gateway.kernel.KernelSpec;
import dev.hearth.gateway.kernel.KernelSpecs;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code /api/kernelspecs}. */
@Path("/api/kernelspecs")
@Produces(MediaType.APPLICATION_JSON)
public class KernelSpecsResource {
  private final KernelSpecs specs;
  private final BasePath basePath;

  KernelSpecsResource(KernelSpecs specs, BasePath basePath) {
    this.specs = specs;
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
    for (KernelSpec spec : specs.all()) {
      models.put(spec.name(), KernelSpecModel.of(spec, basePath));
    }
    return new KernelSpecModel.Collection(specs.byDefault().name(), models);
  }

  @GET
  @Path("{name}")
  public KernelSpecModel get(@PathParam("name") String name) {
    return KernelSpecModel.of(specs.require(name), basePath);
  }
}
