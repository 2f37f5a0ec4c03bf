package dev.hearth.driver.magic;

import dev.hearth.driver.kernel.CellContext.OutputStreamName;
import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.kernel.RefusedCallException;
import dev.hearth.driver.magic.Magic.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code %deps} and {@code %addjar}: libraries for a running session. */
final class JarMagics {
  private JarMagics() {}

  static List<Magic> all() {
    return List.of(
        new Magic(
            "deps",
            Kind.LINE,
            "GROUP:ARTIFACT:VERSION ...",
            "Adds libraries from a Maven repository. They reach all Scala cells of the session and its"
                + " executors. GROUP::ARTIFACT:VERSION means the artifact for this Scala.",
            List.of(
                new MagicOption("--repo", "URL", "a further repository, asked first"),
                new MagicOption("--exclude", "G:A", "leave out a library that they depend on"),
                MagicOption.flag("--intransitive", "leave out all that they depend on")),
            true,
            JarMagics::deps),
        new Magic(
            "addjar",
            Kind.LINE,
            "FILE-OR-URL ...",
            "Adds jars to all Scala cells of the session and to its executors: files where the session"
                + " runs, files that were uploaded to it (hearth upload), or downloads.",
            List.of(),
            true,
            JarMagics::addJars));
  }

  private static CellOutcome deps(MagicCall call) throws MagicException {
    List<String> coordinates = call.arguments().words();
    if (coordinates.isEmpty()) {
      throw new MagicException("%deps needs a library, e.g. %deps org.jsoup:jsoup:1.17.2");
    }
    call.cell()
        .print(OutputStreamName.STDOUT, "Resolving " + String.join(", ", coordinates) + "\n");
    MavenLibraries libraries =
        new MavenLibraries(
            call.arguments().value("--repo"),
            call.arguments().value("--exclude"),
            !call.arguments().has("--intransitive"));
    return add(call, libraries.fetch(coordinates));
  }

  private static CellOutcome addJars(MagicCall call) throws MagicException, InterruptedException {
    if (call.arguments().words().isEmpty()) {
      throw new MagicException("%addjar needs the path or the URL of a jar.");
    }
    List<Path> jars = new ArrayList<>();
    for (String word : call.arguments().words()) {
      jars.add(word.matches("https?://.*") ? downloaded(word) : existing(call, word));
    }
    return add(call, jars);
  }

  /** Where the session runs, or handed to it. */
  private static Path existing(MagicCall call, String path)
      throws MagicException, InterruptedException {
    Path jar = Path.of(path).toAbsolutePath().normalize();
    if (Files.isRegularFile(jar)) {
      return jar;
    }
    try {
      if (UploadedFile.isName(path)) {
        return new UploadedFile(call.kernel().gateway(), path).fetch();
      }
    } catch (RefusedCallException e) {
      throw new MagicException(
          "There is no file " + jar + " where the session runs. " + e.getMessage(), e);
    } catch (IOException e) {
      throw new MagicException("The file " + path + " cannot be stored: " + e.getMessage(), e);
    }
    throw new MagicException("There is no file " + jar + " where the session runs.");
  }

  private static Path downloaded(String url) throws MagicException {
    try (InputStream content = URI.create(url).toURL().openStream()) {
      Path folder = Files.createTempDirectory("hearth-jar-");
      Path jar = folder.resolve(Path.of(URI.create(url).getPath()).getFileName().toString());
      Files.copy(content, jar);
      return jar;
    } catch (IOException | IllegalArgumentException e) {
      throw new MagicException("The jar cannot be fetched from " + url + ": " + e.getMessage(), e);
    }
  }

  private static CellOutcome add(MagicCall call, List<Path> jars) throws MagicException {
    ClassPathJars present = ClassPathJars.ofDriver();
    SessionJars session = call.kernel().session().jars();
    List<Path> added = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (Path jar : jars) {
      String name = jar.getFileName().toString();
      Optional<String> there = present.same(name);
      if (there.isPresent()) {
        said.add(
            there.get().equals(name)
                ? name + " is part of the session already."
                : name + " is left out: the session has " + there.get() + ".");
      } else if (session.named(name).isPresent()) {
        requireSame(jar, session.named(name).get());
        said.add(name + " is part of the session already.");
      } else {
        added.add(jar);
      }
    }
    session.add(added);
    added.forEach(jar -> said.add("Added " + jar.getFileName() + "."));
    if (!call.kernel().language().equals("scala") && !added.isEmpty()) {
      said.add("They are for Scala cells and for Spark, not for " + call.kernel().language() + ".");
    }
    return MagicCall.says(String.join("\n", said));
  }

  /** Classes that are loaded stay: another jar in the place of one would be used by halves. */
  private static void requireSame(Path jar, Path present) throws MagicException {
    try {
      if (Files.mismatch(jar, present) >= 0) {
        throw new MagicException(
            "The session has another "
                + jar.getFileName()
                + " already, and classes that are loaded stay. Give the jar another name, or start a"
                + " new session: %%configure -f, or shut the kernel down.");
      }
    } catch (IOException e) {
      throw new MagicException("The jar " + jar + " cannot be read: " + e.getMessage(), e);
    }
  }
}
