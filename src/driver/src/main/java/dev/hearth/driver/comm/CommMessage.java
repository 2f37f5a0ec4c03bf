package dev.hearth.driver.comm;

import java.util.List;
import java.util.Map;

/**
 * What one side of a comm says to the other.
 *
 * @param data JSON as maps, lists, strings, numbers and booleans
 * @param buffers its binary parts
 */
public record CommMessage(Map<String, Object> data, List<byte[]> buffers) {
  public CommMessage {
    buffers = List.copyOf(buffers);
  }

  /** A value of the data; {@code null} if there is none. */
  public Object get(String key) {
    return data.get(key);
  }
}
