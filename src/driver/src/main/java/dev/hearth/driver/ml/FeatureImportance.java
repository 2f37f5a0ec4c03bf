package dev.hearth.driver.ml;

import dev.hearth.driver.display.Displayable;
import dev.hearth.driver.display.Media;
import dev.hearth.driver.display.Table;
import dev.hearth.driver.kernel.MimeBundle;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Params;
import scala.collection.JavaConverters;

/**
 * How much each feature counts in a model, the weightiest first; those that count nothing are left
 * out. Immutable.
 */
public final class FeatureImportance implements Displayable {
  private static final int MOST_SHOWN = 20;
  private static final int TEXT_WIDTH = 30;

  /** XGBoost's name for the feature at a place of the vector. */
  private static final Pattern PLACE = Pattern.compile("f(\\d+)");

  private final String measure;
  private final List<Feature> features;

  /**
   * @param place in the vector of features, from 0; -1 if only the name is known
   */
  private record Feature(int place, String name, double weight) {}

  private FeatureImportance(String measure, List<Feature> features) {
    this.measure = measure;
    this.features =
        features.stream()
            .filter(feature -> feature.weight() != 0)
            .sorted(Comparator.comparingDouble(feature -> -Math.abs(feature.weight())))
            .toList();
  }

  static FeatureImportance of(Params model) {
    return find(model)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    StageName.of(model)
                        + " does not say how much its features count."
                        + " Trained trees, ensembles of trees, XGBoost and linear models do."));
  }

  /**
   * What a model says of itself. Spark has no type for models that do, so that they are known by
   * the names of their methods; XGBoost's library may not be there at all.
   */
  static Optional<FeatureImportance> find(Params model) {
    return ask(model, "featureImportances")
        .filter(Vector.class::isInstance)
        .map(found -> ofVector("importance", (Vector) found))
        .or(() -> ask(model, "nativeBooster").map(booster -> ofBooster(model, booster)))
        .or(
            () ->
                ask(model, "coefficients")
                    .filter(Vector.class::isInstance)
                    .map(found -> ofVector("coefficient", (Vector) found)));
  }

  private static FeatureImportance ofVector(String measure, Vector vector) {
    List<Feature> features = new ArrayList<>();
    vector.foreachNonZero(
        new scala.runtime.AbstractFunction2<Object, Object, scala.runtime.BoxedUnit>() {
          @Override
          public scala.runtime.BoxedUnit apply(Object place, Object weight) {
            features.add(new Feature((Integer) place, "feature " + place, (Double) weight));
            return scala.runtime.BoxedUnit.UNIT;
          }
        });
    return new FeatureImportance(measure, features);
  }

  /** XGBoost's average gain of the splits on a feature. */
  private static FeatureImportance ofBooster(Params model, Object booster) {
    Map<String, Object> gain =
        JavaConverters.mapAsJavaMap(
            call(booster, "getScore", new Class<?>[] {String.class, String.class}, "", "gain"));
    List<Feature> features = new ArrayList<>();
    gain.forEach(
        (name, value) -> {
          Matcher place = PLACE.matcher(name);
          int at = place.matches() ? Integer.parseInt(place.group(1)) : -1;
          features.add(
              new Feature(at, at < 0 ? name : "feature " + at, ((Number) value).doubleValue()));
        });
    FeatureImportance found = new FeatureImportance("gain", features);
    return columns(model).map(found::named).orElse(found);
  }

  /** Instead of one column of vectors, XGBoost takes a column for each feature. */
  private static Optional<List<String>> columns(Params model) {
    return Optional.of("featuresCols")
        .filter(model::hasParam)
        .map(model::getParam)
        .flatMap(param -> Optional.ofNullable((String[]) model.get(param).getOrElse(() -> null)))
        .filter(names -> names.length > 0)
        .map(List::of);
  }

  private static Optional<Object> ask(Object model, String method) {
    try {
      model.getClass().getMethod(method);
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(call(model, method, new Class<?>[0]));
    } catch (IllegalStateException e) {
      // Models of several classes have a matrix of coefficients instead, and refuse.
      return Optional.empty();
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> T call(Object target, String method, Class<?>[] types, Object... arguments) {
    try {
      return (T) target.getClass().getMethod(method, types).invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(
          "Asking the model for " + method + " failed: " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The model cannot be asked for " + method + ": " + e, e);
    }
  }

  FeatureImportance named(List<String> names) {
    List<Feature> renamed = new ArrayList<>();
    for (Feature feature : features) {
      int place = feature.place();
      if (place >= names.size()) {
        throw new IllegalArgumentException(
            "The model uses feature "
                + place
                + ", counted from 0, but there are "
                + names.size()
                + " names.");
      }
      boolean known = place >= 0 && !names.get(place).isEmpty();
      renamed.add(known ? new Feature(place, names.get(place), feature.weight()) : feature);
    }
    return new FeatureImportance(measure, renamed);
  }

  /** Feature to importance, the weightiest first. */
  public Map<String, Double> weights() {
    Map<String, Double> weights = new LinkedHashMap<>();
    for (Feature feature : features) {
      boolean taken = weights.containsKey(feature.name());
      String name = taken ? feature.name() + " (" + feature.place() + ")" : feature.name();
      weights.put(name, feature.weight());
    }
    return weights;
  }

  @Override
  public MimeBundle toDisplay() {
    return MimeBundle.html(html(), text());
  }

  private String note() {
    String all = features.size() + (features.size() == 1 ? " feature" : " features");
    return features.size() <= MOST_SHOWN
        ? measure + " of " + all
        : measure + "; the first " + MOST_SHOWN + " of " + all;
  }

  private List<Feature> shown() {
    return features.subList(0, Math.min(features.size(), MOST_SHOWN));
  }

  /** Of the longest bar. */
  private double share(Feature feature) {
    return Math.abs(feature.weight()) / Math.abs(features.get(0).weight());
  }

  String html() {
    StringBuilder html = new StringBuilder("<table style=\"border-collapse:collapse;margin:0\">");
    html.append("<caption style=\"caption-side:bottom;text-align:left;padding:4px 0;opacity:.7\">");
    html.append(Media.escape(note())).append("</caption>\n");
    for (Feature feature : shown()) {
      html.append("<tr><td style=\"text-align:right\">");
      html.append(Media.escape(Table.cut(feature.name(), 60)));
      html.append("</td><td style=\"text-align:left;width:320px\">");
      html.append("<div style=\"height:12px;border-radius:2px;background:");
      html.append(feature.weight() < 0 ? "#e45756" : "#4c78a8").append(";width:");
      html.append(String.format(Locale.ROOT, "%.1f", 100 * share(feature)));
      html.append("%\"></div></td><td style=\"text-align:right\">");
      html.append(Scores.text(feature.weight())).append("</td></tr>\n");
    }
    return html.append("</table>").toString();
  }

  private String text() {
    int widest = shown().stream().mapToInt(f -> Table.cut(f.name(), 40).length()).max().orElse(0);
    StringBuilder text = new StringBuilder(note()).append('\n');
    for (Feature feature : shown()) {
      String name = Table.cut(feature.name(), 40);
      text.append(" ".repeat(widest - name.length())).append(name).append(' ');
      text.append("█".repeat((int) Math.round(share(feature) * TEXT_WIDTH))).append(' ');
      text.append(Scores.text(feature.weight())).append('\n');
    }
    return text.toString().stripTrailing();
  }

  @Override
  public String toString() {
    return text();
  }
}
