package dev.hearth.driver.python;

import dev.hearth.driver.display.Displays;
import dev.hearth.driver.failure.Failures;
import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.protocol.message.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.SparkSession;

/**
 * What the Python side of a session calls over Py4J. All text, for each call by itself crosses two
 * processes.
 */
public final class PythonBridge {
  /** By kernel. */
  private static final Map<UUID, SparkSession> SESSIONS = new ConcurrentHashMap<>();

  private PythonBridge() {}

  static void serve(UUID kernel, SparkSession spark) {
    SESSIONS.put(kernel, spark);
  }

  static void forget(UUID kernel) {
    SESSIONS.remove(kernel);
  }

  /**
   * The driver's session: the very one of its Scala cells, unless kernels have each their own.
   *
   * @param kernel from the environment of its Python process
   */
  public static SparkSession session(String kernel) {
    return SESSIONS.get(UUID.fromString(kernel));
  }

  /** How a value looks, as in Scala cells: JSON, MIME type to representation. */
  public static String render(Object value) {
    return new String(Json.write(Displays.standard().render(value).data()), StandardCharsets.UTF_8);
  }

  /** What went wrong, without the frames that are not the user's. */
  public static String explain(Throwable error) {
    CellOutcome outcome = Failures.outcome(error);
    return outcome instanceof CellOutcome.Failed failed
        ? failed.name() + ": " + failed.message()
        : error.toString();
  }
}
