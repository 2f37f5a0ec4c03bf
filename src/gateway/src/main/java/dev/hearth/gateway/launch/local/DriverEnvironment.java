package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.launch.LaunchOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The environments of drivers: what {@link PassEnv} lets through of the gateway's own, and the
 * session's orders. User code can read it; the link's token in it is of use until the driver has
 * dialled.
 *
 * @param severalUsers whether the gateway's user is not the only one
 * @param gateway the gateway's environment
 */
record DriverEnvironment(
    PassEnv passed,
    boolean severalUsers,
    Path linkUrlFile,
    Duration orphanLimit,
    Map<String, String> gateway) {

  /**
   * @param account under which the driver runs, if not the gateway's own
   */
  Map<String, String> of(LaunchOrder order, SessionFolder folder, Optional<Account> account) {
    Map<String, String> environment = new TreeMap<>();
    gateway.forEach(
        (name, value) -> {
          if (passed.passes(name)) {
            environment.put(name, value);
          }
        });
    // Spark's ports, its UI among them, are for this machine only unless its owner says otherwise.
    environment.putIfAbsent("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("TMPDIR", folder.temporary().toString());
    if (severalUsers) {
      // Many programs look for credentials and settings there.
      environment.put("HOME", folder.work().toString());
    }
    account.ifPresent(
        other -> {
          environment.put("USER", other.name());
          environment.put("LOGNAME", other.name());
        });
    environment.put("HEARTH_SESSION_ID", order.sessionId().toString());
    environment.put("HEARTH_LINK_TOKEN", order.token());
    environment.put("HEARTH_LINK_URL_FILE", linkUrlFile.toString());
    environment.put("HEARTH_ORPHAN_LIMIT", orphanLimit.toString());
    environment.put("HEARTH_SPOOL_DIR", folder.spool().toString());
    environment.put("HEARTH_REPL_DIR", folder.repl().toString());
    return environment;
  }
}
