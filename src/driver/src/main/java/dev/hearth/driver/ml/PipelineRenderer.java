package dev.hearth.driver.ml;

import dev.hearth.driver.display.Renderer;
import dev.hearth.driver.display.Table;
import dev.hearth.driver.kernel.MimeBundle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.Params;

/** A pipeline, trained or not, as the list of its stages. Runs no job. */
final class PipelineRenderer implements Renderer {
  @Override
  public Optional<MimeBundle> render(Object value) {
    if (value instanceof PipelineModel trained) {
      return Optional.of(bundle(trained, Arrays.asList(trained.stages())));
    }
    return value instanceof Pipeline pipeline
        ? Optional.of(bundle(pipeline, stages(pipeline)))
        : Optional.empty();
  }

  private static List<? extends PipelineStage> stages(Pipeline pipeline) {
    return pipeline.isDefined(pipeline.stages()) ? Arrays.asList(pipeline.getStages()) : List.of();
  }

  private static MimeBundle bundle(Params pipeline, List<? extends PipelineStage> stages) {
    List<List<Table.Value>> rows = new ArrayList<>();
    for (PipelineStage stage : stages) {
      rows.add(
          List.of(
              Table.Value.of(rows.size() + 1),
              Table.Value.text(StageName.of(stage)),
              Table.Value.text(new StageParameters(stage).inShort())));
    }
    String count = stages.size() + (stages.size() == 1 ? " stage" : " stages");
    Table table =
        new Table(
            List.of(
                new Table.Column("#", "", Table.Kind.INTEGER),
                Table.Column.text("stage"),
                Table.Column.text("parameters that were set")),
            rows,
            count,
            true);
    StringBuilder html = new StringBuilder(StageParameters.heading(pipeline)).append(table.html());
    for (PipelineStage stage : stages) {
      html.append("<details><summary style=\"cursor:pointer\">").append(StageName.of(stage));
      html.append("</summary>").append(new StageParameters(stage).html()).append("</details>");
    }
    String text = StageName.of(pipeline) + " of " + count + "\n" + table.text();
    return MimeBundle.html(html.toString(), text.stripTrailing());
  }
}
