package dev.hearth.demo.aws.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.demo.aws.AwsError;
import dev.hearth.demo.http.Request;
import dev.hearth.demo.http.Response;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The protocols restJson1 and awsJson1.1: JSON in bodies, and errors whose code is in a header
 * (restJson1) and in the body (awsJson1.1).
 */
public final class Json {
  public static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The body as an object; an empty one if there is none. */
  public static ObjectNode body(Request request) {
    if (request.body().length == 0) {
      return object();
    }
    try {
      if (MAPPER.readTree(request.body()) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw new AwsError(400, "SerializationException", e.getMessage());
    }
    throw new AwsError(400, "SerializationException", "The body is not an object.");
  }

  public static Response answer(JsonNode body) {
    return answer("application/json", body);
  }

  /** As awsJson1.1 answers. */
  public static Response answer11(JsonNode body) {
    return answer("application/x-amz-json-1.1", body);
  }

  private static Response answer(String type, JsonNode body) {
    try {
      return new Response(200, Map.of("Content-Type", type), MAPPER.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Response error(AwsError error) {
    ObjectNode body = object().put("__type", error.code()).put("message", error.getMessage());
    return Response.text(error.status(), "application/json", body.toString())
        .with("x-amzn-ErrorType", error.code());
  }

  /** The part of {@code X-Amz-Target} after the dot, by which awsJson1.1 names operations. */
  public static Optional<String> target(Request request) {
    return request.header("X-Amz-Target").map(target -> target.substring(target.indexOf('.') + 1));
  }

  /** A text that is there and not empty. */
  public static Optional<String> text(JsonNode object, String field) {
    return Optional.ofNullable(object.get(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }
}
