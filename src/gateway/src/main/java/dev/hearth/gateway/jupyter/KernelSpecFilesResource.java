package dev.hearth.gateway.jupyter;

import dev.hearth.gateway.error.NotFound;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /kernelspecs/{name}/{file}}: logos, which a language has whatever the profile. */
@Path("/kernelspecs")
public class KernelSpecFilesResource {
  private static final Map<String, String> TYPES =
      Map.of("logo-svg.svg", "image/svg+xml", "logo-64x64.png", "image/png");

  private static final int SECONDS_IN_A_DAY = 86_400;

  private static final Pattern KERNEL = Pattern.compile("(scala|pyspark|sql|echo)(-[a-z0-9-]+)?");

  @GET
  @Path("{name}/{file}")
  public Response file(@PathParam("name") String name, @PathParam("file") String file) {
    Matcher kernel = KERNEL.matcher(name);
    String type = TYPES.get(file);
    if (!kernel.matches() || type == null) {
      throw new NotFound("There is no such logo.");
    }
    CacheControl cache = new CacheControl();
    cache.setMaxAge(SECONDS_IN_A_DAY);
    return Response.ok(read(kernel.group(1), file), type).cacheControl(cache).build();
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
