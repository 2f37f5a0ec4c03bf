package dev.hearth.driver;

import dev.hearth.driver.magic.SessionJars;
import dev.hearth.driver.scala.ScalaInterpreter;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.util.MutableURLClassLoader;

/**
 * The jars that cells have added to the session: on the class path of the driver and of the
 * executors, and known to the compilers of all Scala interpreters, those included that are made
 * later. Thread-safe.
 */
final class AddedJars implements SessionJars {
  private final SparkContext spark;
  private final MutableURLClassLoader classes;
  private final List<URL> added = new ArrayList<>();
  private final Map<String, Path> byName = new HashMap<>();
  private final Set<ScalaInterpreter> interpreters = Collections.newSetFromMap(new WeakHashMap<>());

  /**
   * @param classes what the threads that run cells load classes by
   */
  AddedJars(SparkContext spark, MutableURLClassLoader classes) {
    this.spark = spark;
    this.classes = classes;
  }

  /** Lets a new interpreter know them. */
  synchronized ScalaInterpreter follow(ScalaInterpreter interpreter) {
    interpreters.add(interpreter);
    interpreter.addJars(added);
    return interpreter;
  }

  @Override
  public synchronized Optional<Path> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  @Override
  public synchronized void add(List<Path> jars) {
    List<URL> fresh = new ArrayList<>();
    for (Path jar : jars) {
      URL url = url(jar);
      if (!added.contains(url)) {
        fresh.add(url);
        byName.put(jar.getFileName().toString(), jar);
        spark.addJar(jar.toString());
        classes.addURL(url);
      }
    }
    added.addAll(fresh);
    interpreters.forEach(interpreter -> interpreter.addJars(fresh));
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e); // a file's path always has a URL
    }
  }
}
