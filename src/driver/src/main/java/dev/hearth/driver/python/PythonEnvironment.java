package dev.hearth.driver.python;

import dev.hearth.driver.progress.CellProperties;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.api.python.Py4JServer;
import org.apache.spark.sql.SparkSession;

/**
 * What the Python processes of a session are started with: the Python that was found, and, where it
 * has PySpark, the way to the driver's Spark session. Thread-safe.
 */
final class PythonEnvironment {
  private final SparkSession spark;
  private Optional<PythonCommand> python = Optional.empty();
  private Optional<Py4JServer> gateway = Optional.empty();

  PythonEnvironment(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * @param kernel whose Spark session {@link PythonBridge} serves
   * @throws IllegalStateException if there is no Python that can run cells, or it does not start
   */
  PythonChild startChild(UUID kernel) throws IOException, InterruptedException {
    PythonCommand command = python();
    Map<String, String> variables = variables(command);
    variables.put("HEARTH_SPARK_SESSION", kernel.toString());
    return PythonChild.start(command, variables);
  }

  private synchronized PythonCommand python() throws InterruptedException {
    if (python.isEmpty()) {
      python = Optional.of(PythonCommand.find(System.getenv(), System.getProperties()));
    }
    return python.get();
  }

  private Map<String, String> variables(PythonCommand command) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("PYTHONUNBUFFERED", "1");
    variables.put("PYDEVD_DISABLE_FILE_VALIDATION", "1");
    variables.put("HEARTH_SPARK_VERSION", spark.version());
    if (command.pyspark().isPresent()) {
      Py4JServer server = gateway();
      variables.put("PYSPARK_GATEWAY_PORT", String.valueOf(server.getListeningPort()));
      variables.put("PYSPARK_GATEWAY_SECRET", server.secret());
      variables.put("PYSPARK_PIN_THREAD", "true"); // a cell's job group is its own thread's
      variables.put("PYSPARK_PYTHON", command.path());
    }
    return variables;
  }

  private synchronized Py4JServer gateway() {
    if (gateway.isEmpty()) {
      Py4JServer server = new Py4JServer(spark.sparkContext().getConf());
      server.start();
      gateway = Optional.of(server);
    }
    return gateway.get();
  }

  /**
   * What the calling thread's jobs belong to, so that those of its Python cell are shown, counted
   * and cancelled with it.
   */
  Map<String, Object> cellMetadata() {
    return Map.of("hearth", CellProperties.current(spark.sparkContext()));
  }
}
