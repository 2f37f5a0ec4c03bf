package dev.hearth.driver.ml;

import dev.hearth.driver.display.Renderer;
import dev.hearth.driver.kernel.MimeBundle;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.param.Params;

/**
 * A stage, an evaluator or a tuner with its parameters; of a model also how much each feature
 * counts. Runs no job.
 */
final class StageRenderer implements Renderer {
  @Override
  public Optional<MimeBundle> render(Object value) {
    return value instanceof Params stage
        ? Optional.of(new MimeBundle(Map.of("text/html", html(stage)), Map.of()))
        : Optional.empty();
  }

  private static String html(Params stage) {
    String head = StageParameters.heading(stage) + new StageParameters(stage).html();
    return FeatureImportance.find(stage).map(found -> head + found.html()).orElse(head);
  }
}
