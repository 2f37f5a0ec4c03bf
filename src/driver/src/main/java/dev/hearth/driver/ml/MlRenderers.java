package dev.hearth.driver.ml;

import dev.hearth.driver.display.Renderer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The displays of this package. */
public final class MlRenderers {
  private static final Logger LOG = LoggerFactory.getLogger(MlRenderers.class);

  private MlRenderers() {}

  /** In the order in which they are asked. */
  public static List<Renderer> all() {
    return Stream.of(
            new PipelineRenderer(),
            new StageRenderer(),
            new SummaryRenderer(),
            new MatrixRenderer())
        .map(MlRenderers::withoutHarm)
        .toList();
  }

  /**
   * A stage of the user's own may be half made, and the data of a summary gone: then the value is
   * shown as text, for the cell itself has succeeded.
   */
  private static Renderer withoutHarm(Renderer renderer) {
    return value -> {
      try {
        return renderer.render(value);
      } catch (RuntimeException e) {
        LOG.info("A {} is shown as text", value.getClass().getName(), e);
        return Optional.empty();
      }
    };
  }
}
