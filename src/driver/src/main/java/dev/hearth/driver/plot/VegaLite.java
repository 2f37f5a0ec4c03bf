package dev.hearth.driver.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A figure as Vega-Lite 5, with its marks inline. Front ends add tooltips and their theme. */
final class VegaLite {
  static final String MIME = "application/vnd.vegalite.v5+json";
  private static final String SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json";

  /** Room for bars side by side beyond which they would have no width. */
  private static final int LEAST_STEP = 8;

  private final Figure figure;
  private final List<String> series;

  private VegaLite(Figure figure) {
    this.figure = figure;
    this.series = figure.series();
  }

  static Map<String, Object> of(Figure figure) {
    return new VegaLite(figure).spec();
  }

  private Map<String, Object> spec() {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("$schema", SCHEMA);
    spec.put("title", Map.of("text", figure.title(), "subtitle", figure.subtitle()));
    spec.put("width", figure.width());
    spec.put("height", figure.height());
    spec.put("layer", figure.layers().stream().map(this::layer).toList());
    return spec;
  }

  private Map<String, Object> layer(Layer layer) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("data", Map.of("values", layer.marks().stream().map(this::values).toList()));
    spec.put("mark", mark(layer));
    spec.put("encoding", encoding(layer));
    return spec;
  }

  private Map<String, Object> values(Mark mark) {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "x", figure.x(), mark.x(), mark.x2());
    put(values, "y", figure.y(), mark.y(), mark.y2());
    values.put("value", mark.value());
    if (!mark.series().isEmpty()) {
      values.put("series", mark.series());
    }
    return values;
  }

  private static void put(
      Map<String, Object> values, String name, Axis axis, double from, double to) {
    if (axis.isCategory()) {
      values.put(name, axis.categories().get((int) from));
      return;
    }
    values.put(name, position(axis, from));
    if (from != to) {
      values.put(name + "2", position(axis, to));
    }
  }

  /** Bars begin at the lower end of a logarithmic axis, which has no zero. */
  private static double position(Axis axis, double at) {
    return axis.scale() == Axis.Scale.LOG && at <= 0 ? 1 : at;
  }

  private Map<String, Object> mark(Layer layer) {
    Map<String, Object> mark = new LinkedHashMap<>();
    mark.put("tooltip", true);
    boolean upright = !figure.y().isCategory();
    switch (layer.shape()) {
      case BAR:
        mark.put("type", "bar");
        if (figure.layers().size() > 1 && figure.x().isCategory()) {
          mark.put("width", Map.of("band", 0.7)); // or the boxes of a box plot would touch
        }
        break;
      case LINE:
        mark.put("type", "line");
        mark.put("point", layer.marks().size() <= 60);
        break;
      case POINT:
        mark.put("type", "circle");
        mark.put("opacity", 0.6);
        break;
      case RECT:
        mark.put("type", "rect");
        break;
      case RULE:
        mark.put("type", "rule");
        break;
      default:
        mark.put("type", "tick");
        mark.put("color", "#ffffff");
        mark.put("thickness", 2);
        mark.put("orient", upright ? "horizontal" : "vertical");
    }
    if (series.isEmpty()
        && layer.shape() != Layer.Shape.RECT
        && layer.shape() != Layer.Shape.TICK) {
      mark.put("color", figure.color(""));
    }
    return mark;
  }

  private Map<String, Object> encoding(Layer layer) {
    Map<String, Object> encoding = new LinkedHashMap<>();
    position(encoding, "x", figure.x(), layer.marks().stream().anyMatch(m -> m.x() != m.x2()));
    position(encoding, "y", figure.y(), layer.marks().stream().anyMatch(m -> m.y() != m.y2()));
    if (layer.shape() == Layer.Shape.RECT) {
      encoding.put(
          "color",
          field("value", "quantitative", "", Map.of("scale", Map.of("scheme", "viridis"))));
    } else if (!series.isEmpty() && layer.shape() != Layer.Shape.TICK) {
      List<String> colors = series.stream().map(figure::color).toList();
      Map<String, Object> scale = Map.of("domain", series, "range", colors);
      encoding.put("color", field("series", "nominal", "", Map.of("scale", scale)));
      if (layer.sideBySide() && figure.width() / LEAST_STEP >= series.size()) {
        String offset = figure.y().isCategory() ? "yOffset" : "xOffset";
        encoding.put(offset, Map.of("field", "series", "sort", series));
      }
    }
    encoding.put("tooltip", tooltip());
    return encoding;
  }

  private List<Map<String, Object>> tooltip() {
    List<Map<String, Object>> shown = new ArrayList<>();
    shown.add(tip("x", figure.x()));
    shown.add(tip("y", figure.y()));
    if (!series.isEmpty()) {
      shown.add(Map.of("field", "series", "type", "nominal", "title", "series"));
    }
    shown.add(Map.of("field", "value", "type", "quantitative", "format", ",.6~g"));
    return shown;
  }

  private static Map<String, Object> tip(String name, Axis axis) {
    Map<String, Object> tip = new LinkedHashMap<>();
    tip.put("field", name);
    tip.put("type", type(axis));
    tip.put("title", axis.label().isEmpty() ? name : axis.label());
    if (axis.scale() == Axis.Scale.TIME) {
      // The wall clock of the session's zone, which must not be moved to the reader's.
      tip.put("timeUnit", "utcyearmonthdatehoursminutes");
    }
    return tip;
  }

  private void position(Map<String, Object> encoding, String name, Axis axis, boolean extent) {
    Map<String, Object> options = new LinkedHashMap<>();
    if (axis.isCategory()) {
      options.put("sort", axis.categories());
      options.put("scale", Map.of("domain", axis.categories()));
    } else if (axis.scale() == Axis.Scale.TIME) {
      options.put("scale", Map.of("type", "utc"));
    } else if (axis.scale() == Axis.Scale.LOG) {
      options.put("scale", Map.of("type", "log"));
      options.put("axis", Map.of("format", "~s"));
    } else {
      options.put("scale", Map.of("zero", axis.fromZero()));
    }
    if (!axis.isCategory()) {
      options.put("stack", null);
      if (extent) {
        encoding.put(name + "2", Map.of("field", name + "2"));
      }
    }
    encoding.put(name, field(name, type(axis), axis.label(), options));
  }

  private static String type(Axis axis) {
    switch (axis.scale()) {
      case CATEGORY:
        return "nominal";
      case TIME:
        return "temporal";
      default:
        return "quantitative";
    }
  }

  private static Map<String, Object> field(
      String name, String type, String title, Map<String, Object> more) {
    Map<String, Object> field = new LinkedHashMap<>();
    field.put("field", name);
    field.put("type", type);
    field.put("title", title);
    field.putAll(more);
    return field;
  }
}
