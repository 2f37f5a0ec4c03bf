package dev.hearth.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.TooLarge;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON object that a client has sent. Clients differ in the content type they declare, so it is
 * not asked for; no body is an empty object, as clients mean it.
 *
 * <p>At most {@link #MOST_BYTES} are read, nested at most {@link Json#MAX_DEPTH} deep, with numbers
 * of at most {@link Json#MAX_NUMBER_LENGTH} digits. Texts have at most {@link #LONGEST_TEXT}
 * characters and none that a line, a terminal or a database could stumble over.
 */
public final class RequestBody {
  /** Of a whole body: 1 MiB. */
  public static final int MOST_BYTES = 1 << 20;

  /** Of a text, in UTF-16 units. */
  public static final int LONGEST_TEXT = 1024;

  private static final String BODY = "The request's body";

  private final JsonNode json;
  private final String what;

  private RequestBody(JsonNode json, String what) {
    this.json = json;
    this.what = what;
  }

  /**
   * @throws InvalidRequest if it is not a JSON object, with the cause but none of the content
   * @throws TooLarge if there is more of it than {@link #MOST_BYTES}
   * @throws IOException if the client breaks off
   */
  public static RequestBody read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new TooLarge(BODY + " is larger than " + MOST_BYTES + " bytes, the most for JSON.");
    }
    if (bytes.length == 0) {
      return new RequestBody(Json.mapper().createObjectNode(), BODY);
    }
    try {
      return of(Json.tree(ByteBuffer.wrap(bytes), BODY), BODY);
    } catch (MalformedMessageException e) {
      throw new InvalidRequest(e.getMessage() + ".", e);
    }
  }

  private static RequestBody of(JsonNode json, String what) {
    if (!json.isObject()) {
      throw new InvalidRequest(what + " must be a JSON object.");
    }
    return new RequestBody(json, what);
  }

  public boolean has(String key) {
    return json.hasNonNull(key);
  }

  /**
   * @throws InvalidRequest if it is there and no string, too long, or has control characters or
   *     halves of characters
   */
  public Optional<String> text(String key) {
    JsonNode value = json.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw new InvalidRequest("'" + key + "' must be a string.");
    }
    String text = value.asText();
    if (text.length() > LONGEST_TEXT) {
      throw new InvalidRequest("'" + key + "' is longer than " + LONGEST_TEXT + " characters.");
    }
    if (!PlainText.is(text)) {
      throw new InvalidRequest(
          "'" + key + "' has control characters, such as a line break, or broken ones.");
    }
    return Optional.of(text);
  }

  /**
   * @throws InvalidRequest if it is not there, or as {@link #text}
   */
  public String requireText(String key) {
    return text(key)
        .orElseThrow(() -> new InvalidRequest("'" + key + "' is missing in the request's body."));
  }

  /**
   * @throws InvalidRequest if it is there and no whole number
   */
  public Optional<Integer> integer(String key) {
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
  public RequestBody object(String key) {
    String name = "'" + key + "'";
    return has(key)
        ? of(json.path(key), name)
        : new RequestBody(Json.mapper().createObjectNode(), name);
  }

  /**
   * All members, of any length and with any characters.
   *
   * @throws InvalidRequest if one is neither a string nor {@code null}
   */
  public Map<String, String> texts() {
    Map<String, String> members = new LinkedHashMap<>();
    json.properties()
        .forEach(
            member -> {
              if (member.getValue().isTextual()) {
                members.put(member.getKey(), member.getValue().asText());
              } else if (!member.getValue().isNull()) {
                throw new InvalidRequest(
                    "All values of "
                        + what
                        + " must be strings; that of "
                        + PlainText.shown(member.getKey())
                        + " is not.");
              }
            });
    return members;
  }
}
