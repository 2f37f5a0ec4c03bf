package dev.hearth.gateway.http;

import dev.hearth.protocol.message.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error as a client sees it: in Jupyter's shape, or as problem details (RFC 9457) from Hearth's
 * own API.
 *
 * @param message what happened; Jupyter's clients show it to the user
 * @param reason what to do next, or {@code null}
 */
public record ErrorAnswer(int status, String message, String reason) {
  private static final String OWN_API = "/api/hearth/";

  byte[] body(String path) {
    return Json.write(path.startsWith(OWN_API) ? problem() : jupyter());
  }

  String mediaType(String path) {
    return path.startsWith(OWN_API) ? "application/problem+json" : "application/json";
  }

  private Map<String, Object> jupyter() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("message", message);
    body.put("reason", reason);
    body.put("traceback", "");
    return body;
  }

  private Map<String, Object> problem() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", message);
    body.put("status", status);
    if (reason != null) {
      body.put("detail", reason);
    }
    return body;
  }
}
