package dev.hearth.demo.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request that has been read as a whole.
 *
 * @param path as it was sent, not decoded
 * @param query as it was sent; empty if there is none
 * @param headers by their names in lower case
 */
public record Request(
    String method, String path, String query, Map<String, String> headers, byte[] body) {

  /** A header's value, whatever the case of its name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The parts of the path between its slashes, decoded. */
  public List<String> segments() {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/")) {
      if (!segment.isEmpty()) {
        segments.add(decodePath(segment));
      }
    }
    return segments;
  }

  /** The first value of a parameter of the query. */
  public Optional<String> parameter(String name) {
    return parameters(name).stream().findFirst();
  }

  /** All values of a parameter of the query, in their order. */
  public List<String> parameters(String name) {
    return pairs(query).getOrDefault(name, List.of());
  }

  /** The body as a form; parameters that come twice keep their first value. */
  public Map<String, String> form() {
    Map<String, String> form = new LinkedHashMap<>();
    pairs(text()).forEach((name, values) -> form.put(name, values.get(0)));
    return form;
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The same with another body. */
  public Request withBody(byte[] other) {
    return new Request(method, path, query, headers, other);
  }

  /** Decodes a part of a path, in which a plus is a plus. */
  public static String decodePath(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static Map<String, List<String>> pairs(String encoded) {
    Map<String, List<String>> pairs = new LinkedHashMap<>();
    for (String pair : encoded.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        pairs
            .computeIfAbsent(
                URLDecoder.decode(name, StandardCharsets.UTF_8), n -> new ArrayList<>())
            .add(URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return pairs;
  }
}
