package dev.hearth.driver.display;

import dev.hearth.driver.kernel.MimeBundle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Makes values that look like more than text: the result of a cell, or what a renderer gives for a
 * user's class. {@link Show} shows the same at once.
 */
public final class Media {
  private Media() {}

  /** What comes from data must be escaped by the caller, see {@link #escape}. */
  public static MimeBundle html(String markup) {
    return MimeBundle.html(markup, "HTML of " + markup.length() + " characters");
  }

  /** Any value's text, fit to stand in HTML. */
  public static String escape(Object value) {
    return Html.escape(ValueText.of(value));
  }

  public static MimeBundle markdown(String source) {
    return bundle("text/markdown", source, source);
  }

  /** A formula with its delimiters, e.g. {@code $x^2$}. */
  public static MimeBundle latex(String source) {
    return bundle("text/latex", source, source);
  }

  public static MimeBundle svg(String markup) {
    return bundle("image/svg+xml", markup, "SVG of " + markup.length() + " characters");
  }

  /**
   * @param value JSON as a String, or Maps, sequences, case classes, Rows, numbers and texts
   */
  public static MimeBundle json(Object value) {
    Object tree = JsonTree.of(value);
    return bundle("application/json", tree, JsonTree.pretty(tree));
  }

  /**
   * A chart of the user's own in Vega-Lite or Vega. Without a {@code $schema} it is taken as
   * Vega-Lite 5.
   *
   * @param spec JSON as a String, or Maps
   */
  public static MimeBundle vega(Object spec) {
    return VegaSpec.of(JsonTree.of(spec)).bundle();
  }

  /**
   * @param bytes a PNG, JPEG, GIF, WebP or SVG
   */
  public static MimeBundle image(byte[] bytes) {
    ImageType type = ImageType.of(bytes);
    if (type == ImageType.SVG) {
      return svg(new String(bytes, StandardCharsets.UTF_8));
    }
    String text = type + " image of " + bytes.length + " bytes";
    return bundle(type.mime(), Base64.getEncoder().encodeToString(bytes), text);
  }

  /**
   * @param path of an image on the driver's machine
   */
  public static MimeBundle image(String path) {
    try {
      return image(Files.readAllBytes(Path.of(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The image " + Path.of(path).toAbsolutePath() + " cannot be read on the driver", e);
    }
  }

  public static MimeBundle image(BufferedImage image) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return image(png.toByteArray());
  }

  private static MimeBundle bundle(String type, Object content, String text) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put(type, content);
    data.put("text/plain", text);
    return new MimeBundle(data, Map.of());
  }
}
