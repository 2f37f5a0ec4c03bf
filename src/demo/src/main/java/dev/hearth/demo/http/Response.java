package dev.hearth.demo.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer, whole. */
public record Response(int status, Map<String, String> headers, byte[] body) {
  public Response {
    headers = Map.copyOf(headers);
  }

  public static Response of(int status) {
    return new Response(status, Map.of(), new byte[0]);
  }

  public static Response text(int status, String type, String text) {
    return new Response(
        status, Map.of("Content-Type", type), text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same with a further header. */
  public Response with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Response(status, more, body);
  }
}
