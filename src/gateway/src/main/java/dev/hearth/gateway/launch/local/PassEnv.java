package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.error.InvalidRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which of the gateway's environment variables drivers get. User code can read them, so only what
 * is known to be needed is handed on, and nothing of Hearth's own, whatever is configured.
 */
final class PassEnv {
  static final String KEY = "hearth.launch.local.pass-env";

  /** The gateway's user is the only one: their sessions may do what they may. */
  private static final List<String> OF_ITS_ONLY_USER =
      List.of(
          "PATH",
          "HOME",
          "LANG",
          "LC_*",
          "TZ",
          "JAVA_HOME",
          "LD_LIBRARY_PATH",
          "PYSPARK_PYTHON",
          "PYSPARK_DRIVER_PYTHON",
          "SPARK_*",
          "HADOOP_*",
          "AWS_*",
          "CUDA_*",
          "NVIDIA_*");

  /** The gateway's credentials are not those of its users. */
  private static final List<String> FOR_SEVERAL_USERS =
      List.of(
          "PATH",
          "LANG",
          "LC_*",
          "TZ",
          "JAVA_HOME",
          "LD_LIBRARY_PATH",
          "PYSPARK_PYTHON",
          "PYSPARK_DRIVER_PYTHON",
          "SPARK_*",
          "HADOOP_*",
          "AWS_REGION",
          "AWS_DEFAULT_REGION",
          "AWS_CA_BUNDLE",
          "AWS_EC2_METADATA_DISABLED",
          "AWS_ENDPOINT_URL",
          "AWS_ENDPOINT_URL_*",
          "AWS_STS_REGIONAL_ENDPOINTS",
          "CUDA_*",
          "NVIDIA_*");

  /** Such as {@code HADOOP_CREDSTORE_PASSWORD}, which a prefix would let through. */
  private static final Pattern SECRET =
      Pattern.compile(".*(SECRET|PASSWORD|PASSWD|TOKEN|CREDENTIAL|ACCESS_KEY).*");

  private static final Pattern ENTRY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\*?|\\*");

  private final List<String> entries;
  private final boolean secretsToo;

  /**
   * @param configured names, or beginnings of names followed by {@code *}; the default depends on
   *     how many users there are
   * @throws InvalidRequest if one of them is neither
   */
  PassEnv(Optional<List<String>> configured, boolean severalUsers) {
    entries = configured.orElse(severalUsers ? FOR_SEVERAL_USERS : OF_ITS_ONLY_USER);
    secretsToo = configured.isPresent() || !severalUsers;
    for (String entry : entries) {
      if (!ENTRY.matcher(entry).matches()) {
        throw new InvalidRequest(
            KEY
                + " lists '"
                + entry
                + "'; expected names of environment variables such as AWS_REGION, or beginnings"
                + " with a * such as SPARK_*, separated by commas.");
      }
    }
  }

  boolean passes(String name) {
    return !isHearths(name)
        && (secretsToo || !SECRET.matcher(name).matches())
        && entries.stream().anyMatch(entry -> matches(entry, name));
  }

  private static boolean matches(String entry, String name) {
    return entry.endsWith("*")
        ? name.startsWith(entry.substring(0, entry.length() - 1))
        : name.equals(entry);
  }

  /** In all spellings in which the gateway takes its settings from the environment. */
  private static boolean isHearths(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_").contains("HEARTH_");
  }
}
