package dev.hearth.gateway.session;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Environment variables that are meant for a profile and do not reach it. From {@code
 * HEARTH_PROFILES_GPU_ETL_LINGER} nobody can tell where the profile's name ends, so that it counts
 * only if the property {@code hearth.profiles.gpu-etl.linger} has a value elsewhere, too.
 */
final class LostVariables {
  private static final String PREFIX = "hearth.profiles.";

  private LostVariables() {}

  /**
   * @param variables names of the environment's
   * @param properties names of all that is configured
   * @param profiles names of all profiles
   * @throws IllegalArgumentException naming the first that would do nothing; stops the start
   */
  static void refuse(
      Collection<String> variables, Iterable<String> properties, Collection<String> profiles) {
    Set<String> reached =
        StreamSupport.stream(properties.spliterator(), false)
            .filter(name -> name.startsWith(PREFIX))
            .map(LostVariables::variable)
            .collect(Collectors.toSet());
    for (String profile : profiles) {
      String beginning = variable(PREFIX + profile + ".");
      for (String variable : new TreeSet<>(variables)) {
        if (profile.contains("-")
            && variable.startsWith(beginning)
            && !reached.contains(variable)) {
          throw new IllegalArgumentException(
              variable
                  + " would do nothing: in a variable's name, the profile's name '"
                  + profile
                  + "' cannot be told from what follows. Write the setting in a file, as "
                  + PREFIX
                  + profile
                  + "..., and name the file in QUARKUS_CONFIG_LOCATIONS. docs/profiles.md has an"
                  + " example.");
        }
      }
    }
  }

  private static String variable(String property) {
    return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
