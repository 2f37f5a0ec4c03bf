package dev.hearth.driver;

import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Starts Spark for a session. What the session's profile sets, as {@code spark.*} system
 * properties, is taken as it is; these are the defaults for what it leaves open.
 */
final class SparkStart {
  private static final long MIB = 1 << 20;

  private final SparkConf conf;

  /**
   * @param replClasses where interpreters write their classes; Spark serves it to executors
   */
  SparkStart(String sessionId, Path replClasses, Map<String, String> environment) {
    conf = new SparkConf();
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.app.name", "hearth-" + sessionId);

    // Must be set before the context is made, in local mode too: closures are loaded through it.
    conf.set("spark.repl.class.outputDir", replClasses.toString());

    // The kernels of a session are users' notebooks side by side: one must not starve the others.
    conf.setIfMissing("spark.scheduler.mode", "FAIR");

    // A result that does not fit must be an error in its cell, not the end of the session.
    long resultMib = Math.max(256, Runtime.getRuntime().maxMemory() / 4 / MIB);
    conf.setIfMissing("spark.driver.maxResultSize", resultMib + "m");

    // Progress is shown by cells.
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");

    // Several drivers on one machine would otherwise search upwards from 4040, with warnings.
    conf.setIfMissing("spark.ui.port", "0");
    if (isLocal()) {
      conf.setIfMissing("spark.driver.host", "localhost");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      // The UI has no authentication, and only this variable keeps it off the network.
      String uiAddress = environment.getOrDefault("SPARK_LOCAL_IP", "");
      boolean loopback = uiAddress.equals("localhost") || uiAddress.startsWith("127.");
      conf.setIfMissing("spark.ui.enabled", String.valueOf(loopback));
    }
  }

  String master() {
    return conf.get("spark.master");
  }

  private boolean isLocal() {
    return master().equals("local") || master().startsWith("local[");
  }

  SparkSession start() {
    return SparkSession.builder().config(conf).getOrCreate();
  }
}
