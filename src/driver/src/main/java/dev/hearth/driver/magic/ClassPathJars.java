package dev.hearth.driver.magic;

import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The jars that a process was started with. What Spark itself uses cannot be replaced later. */
final class ClassPathJars {
  /** {@code guava-32.0.1-jre.jar}: the name, then the version. */
  private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[\\w.+-]*)\\.jar");

  private final Map<String, String> byName = new HashMap<>();

  private ClassPathJars() {}

  static ClassPathJars ofDriver() {
    ClassPathJars jars = new ClassPathJars();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path file = Path.of(entry).getFileName();
      if (file != null && file.toString().endsWith(".jar")) {
        jars.byName.put(name(file.toString()), file.toString());
      }
    }
    return jars;
  }

  /** The jar of the same library, in whatever version. */
  Optional<String> same(String jar) {
    return Optional.ofNullable(byName.get(name(jar)));
  }

  private static String name(String jar) {
    Matcher matcher = JAR.matcher(jar);
    return matcher.matches() ? matcher.group(1) : jar;
  }
}
