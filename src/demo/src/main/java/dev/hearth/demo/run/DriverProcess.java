package dev.hearth.demo.run;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A session driver as a process of this machine, in the place of a driver's container. */
final class DriverProcess {
  /** What Spark needs of Java 17, as its own launcher says it ({@code JavaModuleOptions}). */
  private static final List<String> OPENED_TO_SPARK =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.invoke",
          "java.base/java.lang.reflect",
          "java.base/java.io",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/jdk.internal.ref",
          "java.base/sun.nio.ch",
          "java.base/sun.nio.cs",
          "java.base/sun.security.action",
          "java.base/sun.util.calendar",
          "java.security.jgss/sun.security.krb5");

  /** Ctrl-C in the terminal of the stand-in is not for the session. */
  private static final String DEAF_AND_PRIVATE = "trap '' INT HUP; umask 077; exec \"$@\"";

  private static final Duration UNTIL_A_KILL_WORKS = Duration.ofSeconds(20);

  private final Process process;
  private final RunFolder folder;
  private final Set<ProcessHandle> family = new LinkedHashSet<>();

  private DriverProcess(Process process, RunFolder folder) {
    this.process = process;
    this.folder = folder;
  }

  /**
   * Starts it.
   *
   * @param dist the driver as it is built: {@code hearth-driver.jar} and {@code lib}
   * @param heap as the JVM takes it
   * @param variables of its container
   */
  static DriverProcess start(
      Path dist,
      String mainClass,
      String heap,
      LocalSettings settings,
      Map<String, String> variables,
      RunFolder folder) {
    try {
      Files.writeString(folder.options(), options(settings.conf()));
      ProcessBuilder builder =
          new ProcessBuilder(command(dist, mainClass, heap, folder))
              .directory(folder.work().toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
      Map<String, String> environment = builder.environment();
      environment.keySet().retainAll(Set.of("PATH", "LANG", "LC_ALL", "TZ"));
      environment.put("HOME", folder.work().toString());
      environment.put("TMPDIR", folder.temporary().toString());
      environment.put("SPARK_LOCAL_IP", "127.0.0.1");
      environment.put("SPARK_HOME", folder.sparkHome().toString());
      environment.put("SPARK_SCALA_VERSION", "2.12");
      environment.put("JAVA_HOME", System.getProperty("java.home"));
      environment.putAll(variables);
      DriverProcess driver = new DriverProcess(builder.start(), folder);
      Files.writeString(folder.pid(), Leftovers.mark(driver.process.toHandle()));
      return driver;
    } catch (IOException e) {
      throw new UncheckedIOException("The driver cannot be started", e);
    }
  }

  private static List<String> command(Path dist, String mainClass, String heap, RunFolder folder) {
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", DEAF_AND_PRIVATE, "hearth-demo-driver"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    Path archive = dist.resolve("hearth-driver-" + System.getProperty("java.vm.version") + ".jsa");
    if (Files.isRegularFile(archive)) {
      command.add("-XX:SharedArchiveFile=" + archive);
      command.add("-Xlog:cds=off");
      command.add("-Xlog:cds+dynamic=off");
      command.add("-Xlog:class+path=off");
    }
    OPENED_TO_SPARK.forEach(opened -> command.add("--add-opens=" + opened + "=ALL-UNNAMED"));
    command.add("-Djdk.reflect.useDirectMethodHandle=false");
    command.add("-Dfile.encoding=UTF-8");
    command.add("-Dsun.stdout.encoding=UTF-8");
    command.add("-Dsun.stderr.encoding=UTF-8");
    command.add("-Djava.io.tmpdir=" + folder.temporary());
    command.add("@" + folder.options());
    command.add("-cp");
    command.add(
        dist.resolve("hearth-driver.jar")
            + File.pathSeparator
            + dist.resolve("lib")
            + File.separator
            + "*");
    command.add(mainClass);
    return command;
  }

  /** As the JDK's argument files want it. */
  private static String options(Map<String, String> conf) {
    return conf.entrySet().stream()
        .map(
            entry ->
                '"'
                    + ("-D" + entry.getKey() + "=" + entry.getValue())
                        .replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                    + "\"\n")
        .collect(Collectors.joining());
  }

  /** Appends a line to the log, as a container's entry point does before it starts the JVM. */
  static void say(RunFolder folder, String line) {
    try {
      Files.writeString(
          folder.log(),
          line + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits for its end, for a while.
   *
   * @return whether it has ended
   */
  boolean ended(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** With which it ended; above 128 for a signal, as containers tell it. */
  int exitCode() {
    return process.exitValue();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** SIGKILL, as the kernel sends it when memory is short. */
  void kill() {
    process.descendants().forEach(family::add);
    process.destroyForcibly();
  }

  /** SIGTERM, and SIGKILL after the grace; returns when the process is gone. */
  void stop(Duration grace) {
    process.descendants().forEach(family::add);
    process.destroy();
    boolean interrupted = Thread.interrupted();
    try {
      if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(family::add);
        process.destroyForcibly().waitFor(UNTIL_A_KILL_WORKS.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      interrupted = true;
      process.destroyForcibly();
    }
    cleanUp();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** After its end: what it had started goes, and what it had written for a time. */
  void cleanUp() {
    family.forEach(ProcessHandle::destroyForcibly);
    folder.driverIsGone();
  }
}
