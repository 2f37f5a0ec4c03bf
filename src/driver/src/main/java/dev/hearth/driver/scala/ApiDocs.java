package dev.hearth.driver.scala;

import java.util.Optional;

/** Where a class is documented on the web. */
final class ApiDocs {
  private ApiDocs() {}

  static Optional<String> address(PresentedMember member) {
    String owner = member.owner().replaceFirst("\\.package$", "");
    String path = owner.replace('.', '/') + ".html";
    if (owner.startsWith("org.apache.spark.") && isClass(owner)) {
      String version = org.apache.spark.package$.MODULE$.SPARK_VERSION();
      return Optional.of("https://spark.apache.org/docs/" + version + "/api/scala/" + path);
    } else if (owner.startsWith("scala.") && isClass(owner)) {
      String version = scala.util.Properties$.MODULE$.versionNumberString();
      return Optional.of("https://www.scala-lang.org/api/" + version + "/" + path);
    } else if (owner.matches("java\\.(lang|util|time|io|math|net|nio|text)\\b.*")
        && isClass(owner)) {
      return Optional.of("https://docs.oracle.com/en/java/javase/17/docs/api/java.base/" + path);
    }
    return Optional.empty();
  }

  private static boolean isClass(String name) {
    return Character.isUpperCase(name.charAt(name.lastIndexOf('.') + 1))
        || name.endsWith("functions");
  }
}
