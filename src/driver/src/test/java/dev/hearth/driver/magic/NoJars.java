package dev.hearth.driver.magic;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** For notebooks that add none. */
final class NoJars implements SessionJars {
  @Override
  public Optional<Path> named(String name) {
    return Optional.empty();
  }

  @Override
  public void add(List<Path> jars) {}
}
