package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.launch.LaunchOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The command line of a driver. It is visible to every user of the machine: no secret is in it. */
final class DriverCommand {
  /**
   * What Spark needs of Java 17, as Spark's own launcher says it (its {@code JavaModuleOptions}).
   */
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

  /**
   * Ignores what the terminal sends to all that was started from it (Ctrl-C, closing the window):
   * ending the gateway must not end its sessions. Ignored signals stay so in the started program,
   * and what it makes is for its own account only.
   */
  private static final String DEAF_AND_PRIVATE = "trap '' INT HUP; umask 077; exec \"$@\"";

  private DriverCommand() {}

  /**
   * @param runAs what makes the rest run under another account; empty for the gateway's own
   */
  static List<String> of(
      LaunchOrder order, DriverProgram program, SessionFolder folder, List<String> runAs) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", DEAF_AND_PRIVATE, "hearth-driver"));
    command.addAll(runAs);
    command.add(java().toString());
    command.add(mark(order.sessionId()));
    command.add("-Xmx" + order.driverMemory());
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    program.classArchive().ifPresent(archive -> command.addAll(sharing(archive)));
    OPENED_TO_SPARK.forEach(opened -> command.add("--add-opens=" + opened + "=ALL-UNNAMED"));
    command.add("-Djdk.reflect.useDirectMethodHandle=false");
    // Cells print Unicode, whatever the locale of the gateway is.
    command.add("-Dfile.encoding=UTF-8");
    command.add("-Dsun.stdout.encoding=UTF-8");
    command.add("-Dsun.stderr.encoding=UTF-8");
    // What Spark and native libraries write goes away with the session, also if it is killed.
    command.add("-Djava.io.tmpdir=" + folder.temporary());
    command.add("@" + folder.options());
    command.add("-cp");
    command.add(program.classPath());
    command.add(program.mainClass());
    return command;
  }

  /**
   * An archive that does not fit is passed over; the log need not tell, sessions only start later.
   */
  private static List<String> sharing(Path archive) {
    return List.of(
        "-XX:SharedArchiveFile=" + archive,
        "-Xlog:cds=off",
        "-Xlog:cds+dynamic=off",
        "-Xlog:class+path=off");
  }

  /** The Java that runs the gateway runs its drivers. */
  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** By this argument a driver's process is recognised. */
  static String mark(UUID sessionId) {
    return "-Dhearth.session=" + sessionId;
  }
}
