package dev.hearth.driver.magic;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Brings jars to the executors, and to the compilers and class loaders of all kernels. */
public interface SessionJars {

  /** The jar of that file name that cells have added, if any. */
  Optional<Path> named(String name);

  /** Jars that are there already are passed over. */
  void add(List<Path> jars);
}
