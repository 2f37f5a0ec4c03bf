package dev.hearth.driver.display;

import java.nio.charset.StandardCharsets;

/** The formats that browsers show, told by a file's first bytes. */
enum ImageType {
  PNG("image/png", "\u0089PNG"),
  JPEG("image/jpeg", "\u00ff\u00d8\u00ff"),
  GIF("image/gif", "GIF8"),
  WEBP("image/webp", "RIFF"),
  SVG("image/svg+xml", "<");

  private final String mime;
  private final String start;

  ImageType(String mime, String start) {
    this.mime = mime;
    this.start = start;
  }

  String mime() {
    return mime;
  }

  static ImageType of(byte[] bytes) {
    int length = Math.min(bytes.length, 200);
    // Each byte as the character of the same number.
    String head = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    for (ImageType type : values()) {
      if (head.strip().startsWith(type.start)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "These "
            + bytes.length
            + " bytes are no image that a browser shows: they begin like none of PNG, JPEG, GIF,"
            + " WebP and SVG.");
  }
}
