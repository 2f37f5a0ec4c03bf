package dev.hearth.driver.magic;

import coursierapi.Dependency;
import coursierapi.Fetch;
import coursierapi.MavenRepository;
import coursierapi.Module;
import coursierapi.error.CoursierError;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fetches libraries from Maven repositories: from those of the system property {@code
 * hearth.deps.repositories} (separated by commas), else from Maven Central and from what Coursier's
 * own {@code COURSIER_REPOSITORIES} names.
 *
 * @param repository a further one, asked first
 * @param exclusion {@code group:artifact} to leave out
 */
record MavenLibraries(Optional<String> repository, Optional<String> exclusion, boolean transitive) {
  private static final String SCALA = "_2.12";
  private static final Pattern COORDINATES =
      Pattern.compile("([\\w.-]+)(::?)([\\w.-]+):([\\w.+-]+)");

  /** The session has its own; a second one would break it. */
  private static final List<String[]> NEVER =
      List.of(
          new String[] {"org.scala-lang", "scala-library"},
          new String[] {"org.scala-lang", "scala-reflect"},
          new String[] {"org.scala-lang", "scala-compiler"},
          new String[] {"org.apache.spark", "*"});

  /**
   * @return the jars, dependencies included
   * @throws MagicException if a coordinate is malformed, or something cannot be had
   */
  List<Path> fetch(List<String> coordinates) throws MagicException {
    Fetch fetch = Fetch.create();
    String configured = System.getProperty("hearth.deps.repositories", "");
    if (!configured.isBlank()) {
      fetch.withRepositories();
      for (String url : configured.split(",")) {
        fetch.addRepositories(MavenRepository.of(url.strip()));
      }
    }
    repository.ifPresent(
        url -> {
          var others = fetch.getRepositories();
          fetch.withRepositories(MavenRepository.of(url));
          others.forEach(fetch::addRepositories);
        });
    for (String each : coordinates) {
      fetch.addDependencies(dependency(each));
    }
    try {
      List<Path> jars = new ArrayList<>();
      for (File file : fetch.fetch()) {
        jars.add(file.toPath());
      }
      return jars;
    } catch (CoursierError e) {
      throw new MagicException(
          "Cannot be resolved: "
              + e.getMessage().lines().limit(12).reduce("", (a, b) -> a + "\n" + b),
          e);
    }
  }

  private Dependency dependency(String coordinates) throws MagicException {
    Matcher parts = COORDINATES.matcher(coordinates);
    if (!parts.matches()) {
      throw new MagicException(
          "'" + coordinates + "' is not GROUP:ARTIFACT:VERSION, e.g. org.jsoup:jsoup:1.17.2");
    }
    String artifact = parts.group(2).equals("::") ? parts.group(3) + SCALA : parts.group(3);
    Dependency dependency =
        Dependency.of(Module.of(parts.group(1), artifact), parts.group(4))
            .withTransitive(transitive);
    for (String[] never : NEVER) {
      dependency = dependency.addExclusion(never[0], never[1]);
    }
    if (exclusion.isPresent()) {
      String[] names = exclusion.get().split(":");
      if (names.length != 2) {
        throw new MagicException("--exclude needs GROUP:ARTIFACT, not '" + exclusion.get() + "'.");
      }
      dependency = dependency.addExclusion(names[0], names[1]);
    }
    return dependency;
  }
}
