package dev.hearth.driver.ml;

import dev.hearth.driver.display.Renderer;
import java.util.List;

/** The displays of this package. */
public final class MlRenderers {
  private MlRenderers() {}

  /** In the order in which they are asked. */
  public static List<Renderer> all() {
    return List.of(
        new PipelineRenderer(), new StageRenderer(), new SummaryRenderer(), new MatrixRenderer());
  }
}
