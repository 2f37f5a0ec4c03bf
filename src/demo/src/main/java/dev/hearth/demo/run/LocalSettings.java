package dev.hearth.demo.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run's Spark configuration as this machine can fulfil it: one machine is no cluster and has no
 * GPU.
 *
 * @param conf what the driver gets
 * @param dropped the keys of what is done for nobody here
 */
record LocalSettings(Map<String, String> conf, List<String> dropped) {
  /** These are what the pods are made of, which this stand-in does. */
  private static final String OF_PODS = "spark.kubernetes.";

  private static final Predicate<String> ONLY_ON_A_CLUSTER =
      Pattern.compile(
              "spark\\.(master|submit\\.deployMode|plugins|shuffle\\.manager"
                  + "|kubernetes\\..*|rapids\\..*|eventLog\\..*|local\\.dir"
                  + "|jars|files|archives"
                  + "|(driver|executor|task)\\.resource\\..*"
                  + "|(driver|executor)\\.(memory|memoryOverhead|memoryOverheadFactor|cores"
                  + "|extraClassPath|extraLibraryPath|extraJavaOptions|instances)"
                  + "|driver\\.(host|bindAddress|port|blockManager\\.port)"
                  + "|dynamicAllocation\\..*|decommission\\..*|storage\\.decommission\\..*"
                  + "|ui\\.proxyBase|executorEnv\\..*)")
          .asMatchPredicate();

  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*\\d+\\s*,\\s*(\\d+)\\s*,\\s*(\\d+)\\s*]");

  static LocalSettings of(SparkSubmit submit, String master) {
    Map<String, String> conf = new TreeMap<>();
    List<String> dropped = new ArrayList<>();
    submit
        .conf()
        .forEach(
            (key, value) -> {
              if (ONLY_ON_A_CLUSTER.test(key)) {
                if (!key.startsWith(OF_PODS)) {
                  dropped.add(key);
                }
              } else {
                conf.put(key, value);
              }
            });
    conf.put("spark.master", master);
    Matcher cluster = LOCAL_CLUSTER.matcher(master);
    if (cluster.matches()) {
      // An executor fills its worker.
      conf.put("spark.executor.cores", cluster.group(1));
      conf.put("spark.executor.memory", cluster.group(2) + "m");
    }
    conf.put("spark.hadoop.fs.permissions.umask-mode", "077");
    dropped.sort(null);
    return new LocalSettings(conf, dropped);
  }
}
