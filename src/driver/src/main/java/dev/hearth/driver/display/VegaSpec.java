package dev.hearth.driver.display;

import dev.hearth.driver.kernel.MimeBundle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chart in Vega or Vega-Lite, under the MIME type that JupyterLab registers for its version.
 *
 * @param mime {@code application/vnd.vegalite.v5+json} and the like
 */
record VegaSpec(String mime, Map<String, Object> spec) {
  private static final String VEGA_LITE_5 = "https://vega.github.io/schema/vega-lite/v5.json";
  private static final Pattern SCHEMA = Pattern.compile("/(vega|vega-lite)/v(\\d+)");

  static VegaSpec of(Object tree) {
    if (!(tree instanceof Map<?, ?> members)) {
      throw new IllegalArgumentException(
          "A Vega chart is a JSON object with \"mark\" and \"encoding\"; this is not an object.");
    }
    Map<String, Object> spec = new LinkedHashMap<>();
    Object schema = members.get("$schema");
    spec.put("$schema", schema == null ? VEGA_LITE_5 : schema);
    members.forEach((name, value) -> spec.put((String) name, value));
    Matcher matcher = SCHEMA.matcher(String.valueOf(spec.get("$schema")));
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          "The chart's $schema "
              + schema
              + " is none of Vega's or Vega-Lite's, such as "
              + VEGA_LITE_5
              + "; leave it out for Vega-Lite 5.");
    }
    String kind = matcher.group(1).replace("-", "");
    return new VegaSpec("application/vnd." + kind + ".v" + matcher.group(2) + "+json", spec);
  }

  MimeBundle bundle() {
    Object title = spec.get("title");
    String text = title instanceof String named ? "Vega chart: " + named : "Vega chart";
    return new MimeBundle(Map.of(mime, spec, "text/plain", text), Map.of());
  }
}
