package dev.hearth.demo.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code spark-submit} in the job submitter makes of a request: {@code spark-defaults}, over
 * them the parameters.
 *
 * @param conf the Spark configuration
 */
record SparkSubmit(
    String entryPoint,
    List<String> arguments,
    Optional<String> mainClass,
    Map<String, String> conf) {
  /** Options that stand for a setting. */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("--name", "spark.app.name"),
          Map.entry("--jars", "spark.jars"),
          Map.entry("--files", "spark.files"),
          Map.entry("--archives", "spark.archives"),
          Map.entry("--packages", "spark.jars.packages"),
          Map.entry("--repositories", "spark.jars.repositories"),
          Map.entry("--py-files", "spark.submit.pyFiles"),
          Map.entry("--driver-memory", "spark.driver.memory"),
          Map.entry("--driver-cores", "spark.driver.cores"),
          Map.entry("--driver-java-options", "spark.driver.extraJavaOptions"),
          Map.entry("--driver-class-path", "spark.driver.extraClassPath"),
          Map.entry("--driver-library-path", "spark.driver.extraLibraryPath"),
          Map.entry("--executor-memory", "spark.executor.memory"),
          Map.entry("--executor-cores", "spark.executor.cores"),
          Map.entry("--num-executors", "spark.executor.instances"));

  /**
   * @throws IllegalArgumentException as {@code spark-submit} would complain
   */
  static SparkSubmit of(JsonNode request) {
    JsonNode driver = request.path("jobDriver").path("sparkSubmitJobDriver");
    Map<String, String> conf = new LinkedHashMap<>();
    for (JsonNode configuration :
        request.path("configurationOverrides").path("applicationConfiguration")) {
      if (configuration.path("classification").asText().equals("spark-defaults")) {
        configuration
            .path("properties")
            .properties()
            .forEach(entry -> conf.put(entry.getKey(), entry.getValue().asText()));
      }
    }
    Optional<String> mainClass = Optional.empty();
    Iterator<String> words =
        ShellWords.split(driver.path("sparkSubmitParameters").asText("")).iterator();
    while (words.hasNext()) {
      String word = words.next();
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String option = equals < 0 ? word : word.substring(0, equals);
      if (!option.startsWith("-")) {
        throw new IllegalArgumentException("Error: Unrecognized option: " + word);
      }
      if (option.equals("--verbose")) {
        continue;
      }
      if (equals < 0 && !words.hasNext()) {
        throw new IllegalArgumentException("Error: Missing argument for option '" + option + "'.");
      }
      String value = equals < 0 ? words.next() : word.substring(equals + 1);
      if (option.equals("--class")) {
        mainClass = Optional.of(value);
      } else if (option.equals("--conf") || option.equals("-c")) {
        String[] pair = value.split("=", 2);
        if (pair.length != 2) {
          throw new IllegalArgumentException("Error: Spark config without '=': " + value);
        }
        conf.put(pair[0], pair[1]);
      } else if (SETTINGS.containsKey(option)) {
        conf.put(SETTINGS.get(option), value);
      } else {
        throw new IllegalArgumentException("Error: Unrecognized option: " + option);
      }
    }
    List<String> arguments = new java.util.ArrayList<>();
    driver.path("entryPointArguments").forEach(argument -> arguments.add(argument.asText()));
    return new SparkSubmit(driver.path("entryPoint").asText(), arguments, mainClass, conf);
  }

  /** The settings below a prefix, without it. */
  Map<String, String> below(String prefix) {
    Map<String, String> below = new LinkedHashMap<>();
    conf.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            below.put(key.substring(prefix.length()), value);
          }
        });
    return below;
  }

  Optional<String> setting(String key) {
    return Optional.ofNullable(conf.get(key));
  }

  /** How many executors it begins with. */
  int executors() {
    boolean dynamic =
        Boolean.parseBoolean(conf.getOrDefault("spark.dynamicAllocation.enabled", "false"));
    String number =
        dynamic
            ? conf.getOrDefault(
                "spark.dynamicAllocation.initialExecutors",
                conf.getOrDefault("spark.dynamicAllocation.minExecutors", "1"))
            : conf.getOrDefault("spark.executor.instances", "2");
    return Integer.parseInt(number);
  }

  boolean executorsHaveGpus() {
    return !conf.getOrDefault("spark.executor.resource.gpu.amount", "0").equals("0");
  }
}
