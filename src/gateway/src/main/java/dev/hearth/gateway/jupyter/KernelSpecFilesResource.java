package dev.hearth.gateway.jupyter;

import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.kernel.KernelSpec;
import dev.hearth.gateway.kernel.KernelSpecs;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code /kernelspecs/{name}/{file}}: logos. */
@Path("/kernelspecs")
public class KernelSpecFilesResource {
  private static final Map<String, String> TYPES =
      Map.of("logo-svg.svg", "image/svg+xml", "logo-64x64.png", "image/png");

  private static final int SECONDS_IN_A_DAY = 86_400;

  private final KernelSpecs specs;

  KernelSpecFilesResource(KernelSpecs specs) {
    this.specs = specs;
  }

  @GET
  @Path("{name}/{file}")
  public Response file(@PathParam("name") String name, @PathParam("file") String file) {
    KernelSpec spec = specs.require(name);
    String type = TYPES.get(file);
    if (type == null) {
      throw new NotFound("Kernelspec " + spec.name() + " has no such file.");
    }
    CacheControl cache = new CacheControl();
    cache.setMaxAge(SECONDS_IN_A_DAY);
    return Response.ok(read(logo(spec), file), type).cacheControl(cache).build();
  }

  private static String logo(KernelSpec spec) {
    return spec.profile().isEmpty()
        ? spec.name()
        : spec.name().replaceFirst("-" + Pattern.quote(spec.profile()) + "$", "");
  }

  private static byte[] read(String kernel, String file) {
    String path = "/kernelspecs/" + kernel + "/" + file;
    try (InputStream in = KernelSpecFilesResource.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new NotFound("There is no logo for " + kernel + ".");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }
}
