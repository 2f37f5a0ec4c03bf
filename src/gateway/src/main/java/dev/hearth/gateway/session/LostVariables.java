package dev.hearth.gateway.session;

import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Environment variables that are meant for a profile and do not reach it: from {@code
 * HEARTH_PROFILES_GPU_ETL_LINGER} nobody can tell where the profile's name ends.
 */
final class LostVariables {
  private static final String PREFIX = "hearth.profiles.";

  private LostVariables() {}

  /**
   * @param variables names of the environment's
   * @param profiles names of all profiles
   * @throws IllegalArgumentException naming the first that would do nothing; stops the start
   */
  static void refuse(Collection<String> variables, Collection<String> profiles) {
    for (String profile : profiles) {
      String beginning = variable(PREFIX + profile + ".");
      for (String variable : new TreeSet<>(variables)) {
        if (profile.contains("-") && variable.startsWith(beginning)) {
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
