package dev.hearth.gateway.jupyter;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.gateway.http.BasePath;
import dev.hearth.gateway.kernel.KernelSpec;
import java.util.List;
import java.util.Map;

/**
 * A kernelspec in Jupyter's API.
 *
 * @param resources kinds of logo and their addresses
 */
public record KernelSpecModel(String name, Spec spec, Map<String, String> resources) {

  /**
   * What stands in a {@code kernel.json}.
   *
   * @param argv empty: nobody but this gateway can start it
   * @param interruptMode {@code message}: kernels are interrupted on their control channel
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Spec(
      List<String> argv,
      String displayName,
      String language,
      String interruptMode,
      Map<String, String> env,
      Map<String, Object> metadata) {}

  /**
   * The list of them.
   *
   * @param byDefault the one that clients use when a user names none
   */
  public record Collection(
      @JsonProperty("default") String byDefault, Map<String, KernelSpecModel> kernelspecs) {}

  static KernelSpecModel of(KernelSpec spec, BasePath basePath) {
    String base = basePath.of("/kernelspecs/" + spec.name() + "/");
    return new KernelSpecModel(
        spec.name(),
        new Spec(
            List.of(), spec.displayName(), spec.language(), "message", Map.of(), metadata(spec)),
        Map.of("logo-svg", base + "logo-svg.svg", "logo-64x64", base + "logo-64x64.png"));
  }

  private static Map<String, Object> metadata(KernelSpec spec) {
    return spec.profile().isEmpty()
        ? Map.of()
        : Map.of("hearth", Map.of("profile", spec.profile(), "description", spec.description()));
  }
}
