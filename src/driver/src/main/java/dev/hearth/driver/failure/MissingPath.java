package dev.hearth.driver.failure;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path that is not there; for local ones, what there is of a like name beside it. */
final class MissingPath implements Rule {
  private static final Pattern MISSING =
      Pattern.compile("\\[PATH_NOT_FOUND\\] Path does not exist: (\\S+?)\\.(?:\\s|$)");
  private static final int MOST_SIBLINGS = 10_000;

  @Override
  public Optional<String> advice(Fault fault) {
    Matcher missing = MISSING.matcher(fault.text());
    return missing.find() ? advice(missing.group(1)) : Optional.empty();
  }

  private static Optional<String> advice(String path) {
    if (path.startsWith("s3")) {
      return Optional.of("Nothing lies there in S3: check bucket and prefix, and their case.");
    }
    if (!path.startsWith("file:/")) {
      return Optional.empty();
    }
    Path local = Path.of(path.replaceFirst("^file:/+", "/"));
    Path deepest = local;
    while (deepest.getParent() != null && !deepest.getParent().toFile().isDirectory()) {
      deepest = deepest.getParent();
    }
    String[] siblings = deepest.getParent() == null ? null : deepest.getParent().toFile().list();
    if (siblings == null || deepest.getFileName() == null) {
      return Optional.empty();
    }
    String folder = deepest.getParent().toString();
    List<String> names = Arrays.stream(siblings).limit(MOST_SIBLINGS).toList();
    return Nearest.to(deepest.getFileName().toString(), names)
        .map(near -> "Did you mean " + folder + File.separator + near + "?")
        .or(() -> Optional.of("The folder " + folder + " is there, but not what follows."));
  }
}
