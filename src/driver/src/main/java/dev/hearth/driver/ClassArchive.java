package dev.hearth.driver;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the driver's class-data archive, once per build of it: {@code hearth-driver-VERSION.jsa}
 * beside the jar, VERSION being that of the Java that made it, the only one that can use it. A
 * driver that is started with it is ready some seconds earlier; one that is started without it
 * works the same.
 *
 * <p>Argument: the folder of the driver's jars. The options of the own JVM are those of the driver.
 * An archive fits only the class path, paths included, that it was made with.
 */
public final class ClassArchive {
  private static final String JAR = "hearth-driver.jar";

  private ClassArchive() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path dist = Path.of(arguments[0]).toAbsolutePath().normalize();
    Path archive = dist.resolve("hearth-driver-" + System.getProperty("java.vm.version") + ".jsa");
    if (isUpToDate(archive, dist)) {
      return;
    }
    Path made = archive.resolveSibling(archive.getFileName() + ".new");
    Path log = archive.resolveSibling("hearth-driver-archive.log");
    Process process =
        new ProcessBuilder(command(dist, made))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int exit = process.waitFor();
    if (exit != 0 || !Files.exists(made)) {
      System.err.println("The training run ended with " + exit + "; its log is " + log);
      System.exit(1);
    }
    Files.move(made, archive, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isUpToDate(Path archive, Path dist) throws IOException {
    if (!Files.exists(archive)) {
      return false;
    }
    FileTime since = Files.getLastModifiedTime(archive);
    // The folder's time changes when a library comes or goes.
    return since.compareTo(Files.getLastModifiedTime(dist.resolve(JAR))) > 0
        && since.compareTo(Files.getLastModifiedTime(dist.resolve("lib"))) > 0;
  }

  private static List<String> command(Path dist, Path archive) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-XX:ArchiveClassesAtExit=" + archive);
    command.add("-cp");
    command.add(
        dist.resolve(JAR) + File.pathSeparator + dist.resolve("lib") + File.separator + "*");
    command.add(TrainingRun.class.getName());
    return command;
  }
}
