package dev.hearth.protocol.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.hearth.protocol.MalformedMessageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * The one JSON mapper of the protocol: snake case, unknown fields ignored, depth bounded, no
 * guessing between types, and nothing after the document's end. Strings may be as long as their
 * document, which whoever receives it bounds.
 */
public final class Json {
  /** Deeper documents are refused; Jupyter's own are a handful of levels deep. */
  public static final int MAX_DEPTH = 200;

  /** Numbers of more digits are refused: reading one takes time by the square of its length. */
  public static final int MAX_NUMBER_LENGTH = 1_000;

  /**
   * Jackson keeps the field names that it meets, thousands of them and of any length. Of documents
   * larger than this it shall not, or clients could fill the memory with names.
   */
  private static final int MOST_BYTES_WITH_KEPT_NAMES = 4 << 10;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  // Jupyter's JSON is UTF-8; guessing would let UTF-16 through.
                  .disable(JsonFactory.Feature.CHARSET_DETECTION)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
          .build();

  private static final JavaType MEMBERS =
      MAPPER.getTypeFactory().constructMapType(Map.class, String.class, Object.class);

  private Json() {}

  /** The shared mapper, for trees; do not reconfigure it. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /** A value of ours as UTF-8. */
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
    return scan(bytes, part, parser -> MAPPER.readValue(parser, type));
  }

  /** As {@link #read} into a tree. */
  public static JsonNode tree(ByteBuffer bytes, String part) {
    return read(bytes, JsonNode.class, part);
  }

  /**
   * As {@link #read} into a tree that must be an object.
   *
   * @throws MalformedMessageException also if it is any other JSON
   */
  public static ObjectNode object(ByteBuffer bytes, String part) {
    return read(bytes, ObjectNode.class, part);
  }

  /** An object's members, in order. */
  public static Map<String, Object> members(ByteBuffer bytes, String part) {
    return scan(bytes, part, parser -> MAPPER.readValue(parser, MEMBERS));
  }

  /** As {@link #read(ByteBuffer, Class, String)}, from a tree. */
  static <T> T read(JsonNode tree, Class<T> type, String part) {
    return read(part, () -> MAPPER.treeToValue(tree, type));
  }

  /**
   * Runs a parser over the bytes, for those who need less than the whole document. What the scan
   * does not read is not checked.
   *
   * @param part what is being read, for the error message
   * @throws MalformedMessageException if the parser stumbles
   */
  public static <T> T scan(ByteBuffer bytes, String part, Scan<T> scan) {
    return read(
        part,
        () -> {
          try (JsonParser parser = parser(bytes)) {
            return scan.read(parser);
          }
        });
  }

  private static JsonParser parser(ByteBuffer bytes) throws IOException {
    JsonFactory shared = MAPPER.getFactory();
    JsonFactory factory =
        bytes.remaining() > MOST_BYTES_WITH_KEPT_NAMES ? shared.copy().setCodec(MAPPER) : shared;
    if (bytes.hasArray()) {
      int offset = bytes.arrayOffset() + bytes.position();
      return factory.createParser(bytes.array(), offset, bytes.remaining());
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return factory.createParser(copy);
  }

  /** Runs a reader and turns whatever it stumbles over into the one exception. */
  private static <T> T read(String part, Reader<T> reader) {
    T value;
    try {
      value = reader.read();
    } catch (IOException e) {
      throw malformed(part, e);
    } catch (IllegalStateException e) {
      // How Jackson reports field names that were chosen to collide in its symbol table.
      throw new MalformedMessageException(part + " has field names that collide");
    }
    if (value == null) {
      throw new MalformedMessageException(part + " is null, expected a JSON object");
    }
    return value;
  }

  /**
   * Jackson's own exception is not passed on as the cause: its text quotes the document, which may
   * be a cell or its output and must not reach a log.
   */
  private static MalformedMessageException malformed(String part, IOException e) {
    if (e instanceof ValueInstantiationException refused
        && refused.getCause() instanceof NullPointerException missing
        && missing.getMessage() != null) {
      return new MalformedMessageException(part + " lacks " + missing.getMessage());
    }
    String where = "";
    if (e instanceof JsonProcessingException json && json.getLocation() != null) {
      JsonLocation at = json.getLocation();
      where = " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }
    return new MalformedMessageException(part + " is not valid JSON of the expected shape" + where);
  }

  /** Something that reads from a parser which stands before the first token. */
  public interface Scan<T> {
    T read(JsonParser parser) throws IOException;
  }

  private interface Reader<T> {
    T read() throws IOException;
  }
}
