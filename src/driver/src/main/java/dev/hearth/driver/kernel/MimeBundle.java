package dev.hearth.driver.kernel;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing in several representations, as in {@code display_data}.
 *
 * @param data MIME type to representation: text, or a JSON value for JSON types
 * @param metadata as Jupyter defines it, mostly empty
 */
public record MimeBundle(Map<String, Object> data, Map<String, Object> metadata) {
  public MimeBundle {
    data = Map.copyOf(new LinkedHashMap<>(data));
    metadata = Map.copyOf(metadata);
  }

  /** Plain text alone. */
  public static MimeBundle text(String text) {
    return new MimeBundle(Map.of("text/plain", text), Map.of());
  }

  /** HTML with its text form for clients that show none. */
  public static MimeBundle html(String html, String text) {
    return new MimeBundle(Map.of("text/html", html, "text/plain", text), Map.of());
  }
}
