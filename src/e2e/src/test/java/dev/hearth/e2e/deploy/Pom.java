package dev.hearth.e2e.deploy;

import dev.hearth.e2e.Build;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The root pom's word on versions. */
final class Pom {
  private static final String TEXT = Yaml.text(Build.repository().resolve("pom.xml"));

  private Pom() {}

  /** The value of its first element of that name. */
  static String value(String element) {
    Matcher matcher = Pattern.compile("<" + element + ">([^<]+)</" + element + ">").matcher(TEXT);
    if (!matcher.find()) {
      throw new IllegalArgumentException("pom.xml does not say " + element);
    }
    return matcher.group(1);
  }
}
