package dev.hearth.demo;

import dev.hearth.demo.run.Pace;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the stand-in is told on its command line.
 *
 * @param folder for all that it keeps
 * @param driverDist the session driver as it is built
 * @param port of AWS; 0 for any
 * @param kubernetesPort 0 for any
 * @param master of drivers' Spark
 * @param driverHeapMib the most that a driver's JVM may take
 */
record DemoOptions(
    Path folder,
    Path driverDist,
    int port,
    int kubernetesPort,
    String master,
    int driverHeapMib,
    Pace pace) {
  static final String USAGE =
      """
      Stands in for AWS and Kubernetes: job runs of EMR on EKS are processes of this machine.

        --folder DIR          all that it keeps (required)
        --driver-dist DIR     the session driver as it is built: src/driver/target/dist (required)
        --port N              of AWS (default: 0, any that is free)
        --kubernetes-port N   of Kubernetes (default: 0)
        --master M            of drivers' Spark: local[2] (default), or local-cluster[2,1,512] with
                              executors in processes of their own
        --driver-heap MIB     the most memory of a driver's JVM (default: 1024)
        --pace P              real (default) or fast; then phases that last otherwise, as in
                              real,node=PT5S,pull=PT1S

      Once it is ready, DIR/demo.json says where it is and with which environment to use it.
      """;

  private static final Set<String> KNOWN =
      Set.of(
          "--folder",
          "--driver-dist",
          "--port",
          "--kubernetes-port",
          "--master",
          "--driver-heap",
          "--pace");

  /**
   * @throws IllegalArgumentException if something is wrong, with what it is
   */
  static DemoOptions parse(List<String> arguments) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (!KNOWN.contains(name)) {
        throw new IllegalArgumentException("There is no option " + name + ".");
      }
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(name + " needs a value.");
      }
      given.put(name, arguments.get(i + 1));
    }
    return new DemoOptions(
        path(given, "--folder"),
        path(given, "--driver-dist"),
        number(given, "--port", "0"),
        number(given, "--kubernetes-port", "0"),
        given.getOrDefault("--master", "local[2]"),
        number(given, "--driver-heap", "1024"),
        Pace.parse(given.getOrDefault("--pace", "real")));
  }

  private static Path path(Map<String, String> given, String name) {
    if (!given.containsKey(name)) {
      throw new IllegalArgumentException(name + " is missing.");
    }
    return Path.of(given.get(name)).toAbsolutePath().normalize();
  }

  private static int number(Map<String, String> given, String name, String otherwise) {
    try {
      return Integer.parseUnsignedInt(given.getOrDefault(name, otherwise));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a number.", e);
    }
  }
}
