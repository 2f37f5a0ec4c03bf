package dev.hearth.gateway.launch.emr;

import dev.hearth.gateway.error.InvalidRequest;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Spark's settings as StartJobRun takes them. Those whose values a shell would leave alone go to
 * {@code sparkSubmitParameters}, which has room for hundreds; all others, which would have to be
 * quoted for a parser that nobody describes, are properties of {@code spark-defaults}.
 *
 * @param parameters {@code --conf} by {@code --conf}
 * @param defaults at most {@link #MOST_DEFAULTS}
 */
record SubmitSettings(String parameters, SortedMap<String, String> defaults) {
  /** As the API says: properties of a classification. */
  private static final int MOST_DEFAULTS = 100;

  /** As the API says: {@code sparkSubmitParameters}. */
  private static final int MOST_CHARACTERS = 102_400;

  /** As the API says: a property's value, which must not be blank either. */
  private static final int MOST_VALUE = 1_024;

  private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,^~-]*");

  /**
   * @throws InvalidRequest if there are more, or longer ones, than the API takes
   */
  static SubmitSettings of(String mainClass, Map<String, String> conf) {
    StringBuilder parameters = new StringBuilder("--class ").append(mainClass);
    SortedMap<String, String> defaults = new TreeMap<>();
    new TreeMap<>(conf)
        .forEach(
            (key, value) -> {
              requireKey(key);
              if (PLAIN.matcher(value).matches()) {
                parameters.append(" --conf ").append(key).append('=').append(value);
              } else {
                defaults.put(key, property(key, value));
              }
            });
    if (parameters.length() > MOST_CHARACTERS || defaults.size() > MOST_DEFAULTS) {
      throw new InvalidRequest(
          "The profile's Spark configuration is too much for EMR: it takes "
              + MOST_CHARACTERS
              + " characters of settings, and "
              + MOST_DEFAULTS
              + " with spaces or quotes in them. There are "
              + parameters.length()
              + " and "
              + defaults.size()
              + ".");
    }
    return new SubmitSettings(parameters.toString(), defaults);
  }

  private static void requireKey(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new InvalidRequest(
          "'" + key.replaceAll("\\p{Cntrl}", "?") + "' is no name of a Spark setting.");
    }
  }

  private static String property(String key, String value) {
    if (value.isBlank()
        || value.length() > MOST_VALUE
        || value.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidRequest(
          "EMR takes no such value of "
              + key
              + ": with spaces or quotes in it, it may have "
              + MOST_VALUE
              + " characters, must not be blank, and must be one line.");
    }
    return value;
  }
}
