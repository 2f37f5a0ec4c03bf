package dev.hearth.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The program: runs until it is told to stop, and ends what it has started. */
public final class Demo {
  private static final int WRONG_USAGE = 2;

  /** It would tell every request. Held here, since the JDK forgets loggers that nobody holds. */
  private static final Logger KUBERNETES_LOG = Logger.getLogger("io.fabric8.mockwebserver");

  private Demo() {}

  public static void main(String[] arguments) throws InterruptedException {
    List<String> given = List.of(arguments);
    if (given.contains("--help") || given.contains("-h")) {
      System.out.print(DemoOptions.USAGE);
      return;
    }
    DemoOptions options;
    try {
      options = DemoOptions.parse(given);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n\n" + DemoOptions.USAGE);
      System.exit(WRONG_USAGE);
      return;
    }
    KUBERNETES_LOG.setLevel(Level.WARNING);
    makeFolder(options);
    Announcement announcement = new Announcement(options.folder());
    announcement.withdraw();
    StandIn standIn = StandIn.start(options, Keys.OF_THE_DEMO);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  announcement.withdraw();
                  standIn.close();
                  stopped.countDown();
                },
                "demo-stop"));
    announcement.publish(standIn, Keys.OF_THE_DEMO);
    System.out.println("AWS is at " + standIn.url() + ", Kubernetes at " + standIn.kubernetesUrl());
    stopped.await();
  }

  private static void makeFolder(DemoOptions options) {
    try {
      Files.createDirectories(options.folder());
      Files.setPosixFilePermissions(options.folder(), PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make " + options.folder(), e);
    }
  }
}
