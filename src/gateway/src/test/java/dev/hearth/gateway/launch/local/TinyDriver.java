package dev.hearth.gateway.launch.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * A real process in the place of a session driver: it does what {@code spark.tiny} says. It writes
 * its environment to its log and its first line is {@code up}.
 */
public final class TinyDriver {
  private TinyDriver() {}

  public static void main(String[] args) throws Exception {
    String act = System.getProperty("spark.tiny", "wait");
    if (act.equals("deaf")) {
      // A process that hears SIGTERM, and never gets done with leaving.
      Runtime.getRuntime().addShutdownHook(new Thread(TinyDriver::forever));
    }
    if (act.equals("parent")) {
      long child = new ProcessBuilder("sleep", "1000").start().pid();
      System.out.println("child " + child);
    }
    System.out.println(
        System.getenv().entrySet().stream()
            .map(variable -> "env " + variable.getKey() + "=" + variable.getValue())
            .collect(Collectors.joining("\n")));
    Files.writeString(Path.of("here.txt"), "written by the driver");
    Files.createTempFile("unpacked", ".so");
    Files.writeString(Path.of(System.getenv("HEARTH_SPOOL_DIR"), "spooled"), "output");
    System.out.println("home " + System.getProperty("user.home"));
    System.out.println("umlaut ä");
    System.out.println("up");
    if (act.startsWith("exit ")) {
      System.exit(Integer.parseInt(act.substring("exit ".length())));
    }
    if (act.equals("memory")) {
      List<byte[]> much = new ArrayList<>();
      while (much.size() < Integer.MAX_VALUE) {
        much.add(new byte[1 << 24]);
      }
    }
    if (act.startsWith("say ")) {
      System.err.println(act.substring("say ".length()));
      System.exit(1);
    }
    forever();
  }

  private static void forever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts this", e);
    }
  }
}
