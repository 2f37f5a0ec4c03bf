package dev.hearth.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.driver.display.Displays;
import dev.hearth.driver.notebook.CellRun;
import dev.hearth.driver.notebook.Notebook;
import dev.hearth.driver.notebook.TestSpark;
import dev.hearth.driver.scala.ScalaInterpreter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.apache.spark.util.MutableURLClassLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that come to a session while it runs. */
class AddedJarsTest {
  @TempDir Path folder;

  private Path jarWith(String name, String source) throws IOException {
    Path file = folder.resolve(name + ".java");
    Files.writeString(file, source);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "--release", "17", "-d", folder.toString(), file.toString());
    assertThat(result).isZero();
    Path jar = folder.resolve(name + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.putNextEntry(new JarEntry("added/" + name + ".class"));
      Files.copy(folder.resolve("added/" + name + ".class"), entries);
    }
    return jar;
  }

  @Test
  void theirClassesAreKnownToCellsToExecutorsAndToLaterInterpreters() throws IOException {
    Path jar =
        jarWith(
            "Doubler",
            "package added; public class Doubler { public static long of(long x) { return 2 * x; } }");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    MutableURLClassLoader classes = new MutableURLClassLoader(new URL[0], before);
    thread.setContextClassLoader(classes);
    AddedJars jars = new AddedJars(TestSpark.SESSION.sparkContext(), classes);
    try (Notebook early = notebook(jars)) {
      early.run("case class Kept(n: Int)", "val kept = Kept(3)").showsNothing();
      assertThat(early.run("added.Doubler.of(1)").outcome().toString()).contains("CompileError");

      jars.add(List.of(jar));
      assertThat(early.run("import added.Doubler", "Doubler.of(kept.n)").text())
          .endsWith("Long = 6");
      CellRun onExecutors = early.run("sc.parallelize(1L to 3L).map(n => added.Doubler.of(n)).sum");
      assertThat(onExecutors.text()).endsWith("Double = 12.0");
      try (Notebook late = notebook(jars)) {
        assertThat(late.run("added.Doubler.of(21)").text()).endsWith("Long = 42");
      }
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static Notebook notebook(AddedJars jars) {
    return new Notebook(
        jars.follow(
            new ScalaInterpreter(TestSpark.SESSION, TestSpark.CLASSES, Displays.standard())));
  }
}
