package dev.hearth.protocol.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hearth.protocol.MalformedMessageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** The one JSON mapper of the protocol: snake case, unknown fields ignored, depth bounded. */
public final class Json {
  /** Deeper documents are refused; Jupyter's own are a handful of levels deep. */
  public static final int MAX_DEPTH = 200;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Json() {}

  /** The shared mapper, for trees; do not reconfigure it. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a message of ours cannot be written as JSON", e);
    }
  }

  /**
   * @param part what is being read, for the error message
   * @throws MalformedMessageException if the bytes are not JSON of that type
   */
  public static <T> T read(ByteBuffer bytes, Class<T> type, String part) {
    try {
      T value =
          bytes.hasArray()
              ? MAPPER.readValue(
                  bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining(), type)
              : MAPPER.readValue(copy(bytes), type);
      if (value == null) {
        throw new MalformedMessageException(part + " is null, expected a JSON object");
      }
      return value;
    } catch (IOException e) {
      throw new MalformedMessageException(part + " is not valid JSON of the expected shape", e);
    }
  }

  /** As {@link #read} into a tree. */
  public static JsonNode tree(ByteBuffer bytes, String part) {
    return read(bytes, JsonNode.class, part);
  }

  private static byte[] copy(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }
}
