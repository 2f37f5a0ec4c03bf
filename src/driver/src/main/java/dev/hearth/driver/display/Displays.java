package dev.hearth.driver.display;

import dev.hearth.driver.kernel.MimeBundle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All renderers, in the order in which they are asked: a user's own before those of every session.
 * Any language may use it to show values of the JVM. Thread-safe.
 */
public final class Displays {
  private static final String TEXT = "text/plain";

  private final List<Renderer> standard;

  /** The newest first. */
  private final List<Renderer> registered = new CopyOnWriteArrayList<>();

  public Displays(List<Renderer> standard) {
    this.standard = List.copyOf(standard);
  }

  /** Those that every session has, without libraries on top of Spark SQL. */
  public static Displays standard() {
    return new Displays(
        List.of(
            Displays::finished,
            new DatasetRenderer(DatasetRenderer.DEFAULT_ROWS),
            new SchemaRenderer(),
            new CollectionRenderer()));
  }

  /** These and more, which are asked after them. */
  public Displays and(List<Renderer> more) {
    return new Displays(Stream.concat(standard.stream(), more.stream()).toList());
  }

  /**
   * The standard ones, for a kernel that adds its own: what a user registers is known to one kernel
   * and let go with it.
   */
  public Displays ofKernel() {
    return new Displays(standard);
  }

  /**
   * Begins the registration of a renderer; in Scala {@code displays.register(classOf[Money])(m =>
   * Media.html("<b>" + m.amount + "</b>"))}.
   */
  public <T> Registration<T> register(Class<T> type) {
    return new Registration<>(this, type);
  }

  /** A class whose renderer is still to be named. */
  public static final class Registration<T> {
    private final Displays displays;
    private final Class<T> type;

    private Registration(Displays displays, Class<T> type) {
      this.displays = displays;
      this.type = type;
    }

    /**
     * @param form gives what is shown instead of a value of the class: a {@link MimeBundle}, as
     *     {@link Media} makes them, or any value that has a form of its own
     */
    public void apply(Function<? super T, ?> form) {
      displays.registered.add(
          0,
          value ->
              type.isInstance(value)
                  ? Optional.of(displays.other(value, form.apply(type.cast(value))))
                  : Optional.empty());
    }
  }

  /** A form of the same class would be rendered without end. */
  private MimeBundle other(Object value, Object form) {
    return form != null && form.getClass() == value.getClass()
        ? withText(ask(standard.stream(), form), form)
        : render(form);
  }

  /** A value by itself, as {@code display(value)} shows it. */
  public MimeBundle render(Object value) {
    return withText(rich(value), value);
  }

  private static MimeBundle withText(Optional<MimeBundle> rich, Object value) {
    return rich.filter(bundle -> bundle.data().containsKey(TEXT))
        .orElseGet(() -> add(rich, ValueText.of(value)));
  }

  /**
   * What a cell's last expression came to: text has its name and type, as in {@code spark-shell}.
   * Empty for what has been displayed already.
   */
  public Optional<MimeBundle> renderResult(String name, String type, Object value) {
    if (value instanceof DisplayHandle) {
      return Optional.empty();
    }
    Optional<MimeBundle> rich = rich(value);
    if (rich.isPresent() && rich.get().data().containsKey(TEXT)) {
      return rich;
    }
    String text = ValueText.of(value);
    String separator = text.indexOf('\n') >= 0 ? " =\n" : " = ";
    return Optional.of(add(rich, name + ": " + type + separator + text));
  }

  private static MimeBundle add(Optional<MimeBundle> rich, String text) {
    Map<String, Object> data = new LinkedHashMap<>();
    rich.ifPresent(bundle -> data.putAll(bundle.data()));
    data.put(TEXT, text);
    return new MimeBundle(data, rich.map(MimeBundle::metadata).orElse(Map.of()));
  }

  private Optional<MimeBundle> rich(Object value) {
    return ask(Stream.concat(registered.stream(), standard.stream()), value);
  }

  private static Optional<MimeBundle> ask(Stream<Renderer> renderers, Object value) {
    return renderers.flatMap(renderer -> renderer.render(value).stream()).findFirst();
  }

  private static Optional<MimeBundle> finished(Object value) {
    if (value instanceof MimeBundle bundle) {
      return Optional.of(bundle);
    }
    return value instanceof Displayable own ? Optional.of(own.toDisplay()) : Optional.empty();
  }
}
