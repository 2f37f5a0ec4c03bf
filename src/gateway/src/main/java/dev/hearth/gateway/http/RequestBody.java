package dev.hearth.gateway.jupyter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.protocol.message.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON object that a client has sent. Clients differ in the content type they declare, so it is
 * not asked for; no body is an empty object, as clients mean it.
 */
final class RequestBody {
  private final JsonNode json;

  private RequestBody(JsonNode json) {
    this.json = json;
  }

  /**
   * @throws InvalidRequest if it is not a JSON object, with the cause but none of the content
   */
  static RequestBody parse(byte[] bytes) {
    if (bytes == null || bytes.length == 0) {
      return new RequestBody(Json.mapper().createObjectNode());
    }
    try {
      return of(Json.mapper().readTree(bytes), "The request's body");
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      throw new InvalidRequest("The request's body is not JSON: it breaks" + where + ".", e);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot be read", e);
    }
  }

  private static RequestBody of(JsonNode json, String what) {
    if (!json.isObject()) {
      throw new InvalidRequest(what + " must be a JSON object.");
    }
    return new RequestBody(json);
  }

  boolean has(String key) {
    return json.hasNonNull(key);
  }

  /**
   * @throws InvalidRequest if it is there and no string
   */
  Optional<String> text(String key) {
    JsonNode value = json.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw new InvalidRequest("'" + key + "' must be a string.");
    }
    return Optional.of(value.asText());
  }

  /**
   * @throws InvalidRequest if it is not there or no string
   */
  String requireText(String key) {
    return text(key)
        .orElseThrow(() -> new InvalidRequest("'" + key + "' is missing in the request's body."));
  }

  /**
   * @throws InvalidRequest if it is there and no whole number
   */
  Optional<Integer> integer(String key) {
    JsonNode value = json.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new InvalidRequest("'" + key + "' must be a whole number.");
    }
    return Optional.of(value.asInt());
  }

  /** An object in this one; empty if it is not there. */
  RequestBody object(String key) {
    return has(key)
        ? of(json.path(key), "'" + key + "'")
        : new RequestBody(Json.mapper().createObjectNode());
  }

  /** All members, which must be strings. */
  Map<String, String> texts() {
    Map<String, String> members = new LinkedHashMap<>();
    json.fieldNames().forEachRemaining(key -> text(key).ifPresent(v -> members.put(key, v)));
    return members;
  }
}
