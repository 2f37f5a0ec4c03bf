package dev.hearth.driver.display;

import dev.hearth.driver.kernel.MimeBundle;
import java.util.List;
import java.util.Optional;

/** All renderers, in the order in which they are asked. */
public final class Displays {
  private final List<Renderer> renderers;

  public Displays(List<Renderer> renderers) {
    this.renderers = List.copyOf(renderers);
  }

  /** Those of every session. */
  public static Displays standard() {
    return new Displays(List.of(new DatasetRenderer(DatasetRenderer.DEFAULT_ROWS)));
  }

  /** A value by itself, as {@code display(value)} shows it. */
  public MimeBundle render(Object value) {
    return rich(value).orElseGet(() -> MimeBundle.text(ValueText.of(value)));
  }

  /**
   * What a cell's last expression came to: text has its name and type, as in {@code spark-shell}.
   */
  public MimeBundle renderResult(String name, String type, Object value) {
    return rich(value)
        .orElseGet(
            () -> {
              String text = ValueText.of(value);
              String separator = text.indexOf('\n') >= 0 ? " =\n" : " = ";
              return MimeBundle.text(name + ": " + type + separator + text);
            });
  }

  private Optional<MimeBundle> rich(Object value) {
    return renderers.stream().flatMap(renderer -> renderer.render(value).stream()).findFirst();
  }
}
