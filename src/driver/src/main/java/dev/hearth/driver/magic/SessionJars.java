package dev.hearth.driver.magic;

import java.nio.file.Path;
import java.util.List;

/** Brings jars to the executors, and to the compilers and class loaders of all kernels. */
@FunctionalInterface
public interface SessionJars {

  /** Jars that are there already are passed over. */
  void add(List<Path> jars);
}
