package dev.hearth.demo.aws.s3;

import dev.hearth.demo.aws.AwsError;
import dev.hearth.demo.http.Request;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The content of an object as it was sent: plainly, or in chunks with a trailer ({@code
 * aws-chunked}). A checksum CRC32 that came with it is verified.
 *
 * @param crc32 of the content, in the base 64 of S3
 */
record SentContent(byte[] bytes, String crc32) {
  private static final String CHECKSUM = "x-amz-checksum-crc32";

  static SentContent of(Request request) {
    boolean chunked =
        request.header("x-amz-content-sha256").orElse("").startsWith("STREAMING-")
            || request.header("Content-Encoding").orElse("").contains("aws-chunked");
    Map<String, String> trailer = new LinkedHashMap<>();
    byte[] bytes = chunked ? unchunk(request.body(), trailer) : request.body();
    request
        .header("x-amz-decoded-content-length")
        .filter(length -> Long.parseLong(length) != bytes.length)
        .ifPresent(
            length -> {
              throw new AwsError(
                  400,
                  "IncompleteBody",
                  "You did not provide the number of bytes specified by the"
                      + " Content-Length HTTP header");
            });
    String actual = crc32(bytes);
    Optional<String> told =
        Optional.ofNullable(trailer.get(CHECKSUM)).or(() -> request.header(CHECKSUM));
    if (told.isPresent() && !told.get().equals(actual)) {
      throw new AwsError(
          400, "BadDigest", "The CRC32 you specified did not match the calculated checksum.");
    }
    return new SentContent(bytes, actual);
  }

  static String crc32(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    long value = crc.getValue();
    return Base64.getEncoder()
        .encodeToString(
            new byte[] {
              (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
            });
  }

  /** Each chunk has its length in hexadecimal before it; the last one is empty. */
  private static byte[] unchunk(byte[] body, Map<String, String> trailer) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int at = 0;
    while (true) {
      int end = lineEnd(body, at);
      String line = new String(body, at, end - at, StandardCharsets.US_ASCII);
      int length = length(line.split(";", 2)[0].strip());
      at = end + 2;
      if (length == 0) {
        readTrailer(new String(body, at, body.length - at, StandardCharsets.US_ASCII), trailer);
        return content.toByteArray();
      }
      if (at + length > body.length) {
        throw new AwsError(400, "IncompleteBody", "A chunk is shorter than it says.");
      }
      content.writeBytes(Arrays.copyOfRange(body, at, at + length));
      at += length + 2;
    }
  }

  private static int length(String hexadecimal) {
    try {
      return Integer.parseUnsignedInt(hexadecimal, 16);
    } catch (NumberFormatException e) {
      throw new AwsError(400, "InvalidRequest", "A chunk without its length.");
    }
  }

  private static int lineEnd(byte[] body, int from) {
    for (int i = from; i + 1 < body.length; i++) {
      if (body[i] == '\r' && body[i + 1] == '\n') {
        return i;
      }
    }
    throw new AwsError(400, "IncompleteBody", "The body ends within a chunk.");
  }

  private static void readTrailer(String text, Map<String, String> trailer) {
    text.lines()
        .map(line -> line.split(":", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> trailer.put(pair[0].strip().toLowerCase(Locale.ROOT), pair[1].strip()));
  }
}
