package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.home.HearthHome;
import dev.hearth.gateway.launch.LaunchObserver;
import dev.hearth.gateway.launch.LaunchOrder;
import dev.hearth.gateway.launch.Launcher;
import dev.hearth.gateway.team.TeamName;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Starts drivers as child processes that outlive the gateway. All it knows of them lies in their
 * session's folder. Two threads watch them: exits, those being stopped, and the size of their logs;
 * launches happen on the caller's.
 */
public final class LocalLauncher implements Launcher, AutoCloseable {
  static final String NAME = "local";

  private static final Logger LOG = Logger.getLogger(LocalLauncher.class);
  private static final int LINES_FOR_A_REASON = 200;

  private final Path sessions;
  private final DriverProgram program;
  private final LocalLaunchConfig config;
  private final boolean severalUsers;
  private final Optional<RunAs> runAs;
  private final DriverEnvironment environment;
  private final ScheduledExecutorService watch =
      Executors.newScheduledThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "hearth-drivers");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param environment of the gateway
   * @param severalUsers whether the gateway's user is not the only one whose sessions it starts
   * @param runAs under which accounts drivers run, if not under the gateway's own
   */
  LocalLauncher(
      HearthHome home,
      DriverProgram program,
      LocalLaunchConfig config,
      Map<String, String> environment,
      boolean severalUsers,
      Optional<RunAs> runAs) {
    this.sessions = home.folder("sessions");
    this.program = program;
    this.config = config;
    this.severalUsers = severalUsers;
    this.runAs = runAs;
    this.environment =
        new DriverEnvironment(
            new PassEnv(config.passEnv(), severalUsers),
            severalUsers,
            LinkUrlFile.in(home),
            config.orphanLimit(),
            Map.copyOf(environment));
    runAs.ifPresent(other -> SharedHome.open(home));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String launch(LaunchOrder order, LaunchObserver observer) {
    SessionFolder folder = SessionFolder.of(sessions, order.sessionId());
    Optional<DriverProcess> earlier = folder.driver();
    if (earlier.isPresent()) {
      tellOfExit(folder, earlier.get(), observer);
      return earlier.get().handle();
    }
    List<Path> needed = program.files();
    Optional<Account> account = runAs.map(other -> other.account(order.user(), order.team()));
    folder.make(account);
    folder.writeOptions(DriverOptions.of(order, folder, severalUsers), account);
    account.ifPresent(
        other -> {
          runAs.get().requireReadable(other, List.of(folder.work()));
          runAs.get().requireReadable(other, needed);
        });
    Process process = start(order, folder, account);
    DriverProcess driver = DriverProcess.of(order.sessionId(), process.toHandle());
    try {
      folder.note(driver);
    } catch (UncheckedIOException e) {
      process.destroyForcibly();
      throw e;
    }
    observer.step(
        "Starting the session's driver: process "
            + driver.pid()
            + ", heap "
            + order.driverMemory()
            + ".");
    process
        .onExit()
        .thenAcceptAsync(
            ended -> exited(folder, OptionalInt.of(ended.exitValue()), observer), watch);
    return driver.handle();
  }

  private Process start(LaunchOrder order, SessionFolder folder, Optional<Account> account) {
    List<String> prefix = account.map(other -> runAs.get().prefix(other)).orElse(List.of());
    List<String> command = DriverCommand.of(order, program, folder, prefix);
    Path work = workFolder(folder);
    if (!Files.isDirectory(work)) {
      throw new Unavailable(
          "The folder for drivers to work in, "
              + work
              + ", is not there. Make it, or set another as hearth.launch.local.work-dir.");
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().file().toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment.of(order, folder, account));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new Unavailable("The session's driver cannot be started: " + e.getMessage(), e);
    }
  }

  /** Users of one gateway are no users of one folder. */
  private Path workFolder(SessionFolder folder) {
    return severalUsers
        ? folder.work()
        : config.workDir().map(Path::toAbsolutePath).orElse(folder.work());
  }

  @Override
  public Optional<String> find(UUID sessionId, TeamName team) {
    return SessionFolder.of(sessions, sessionId).driver().map(DriverProcess::handle);
  }

  @Override
  public boolean adopt(UUID sessionId, String handle, LaunchObserver observer) {
    SessionFolder folder = SessionFolder.of(sessions, sessionId);
    Optional<DriverProcess> driver = running(sessionId, handle);
    if (driver.isEmpty()) {
      tidyUp(folder);
      return false;
    }
    tellOfExit(folder, driver.get(), observer);
    return true;
  }

  private static Optional<DriverProcess> running(UUID sessionId, String handle) {
    return DriverProcess.parse(sessionId, handle).filter(driver -> driver.running().isPresent());
  }

  /** Of a process that is not our child, nobody can say with which code it ended. */
  private void tellOfExit(SessionFolder folder, DriverProcess driver, LaunchObserver observer) {
    DriverExit.of(driver, watch)
        .thenRunAsync(() -> exited(folder, OptionalInt.empty(), observer), watch);
  }

  private void exited(SessionFolder folder, OptionalInt code, LaunchObserver observer) {
    String reason =
        ExitReason.of(code, folder.log().tail(LINES_FOR_A_REASON).orElse(""), folder.log().file());
    tidyUp(folder);
    observer.exited(reason);
  }

  @Override
  public CompletionStage<Void> stop(UUID sessionId, String handle, Duration grace) {
    SessionFolder folder = SessionFolder.of(sessions, sessionId);
    return running(sessionId, handle)
        .map(driver -> DriverExit.enforce(driver, grace, watch))
        .orElseGet(() -> CompletableFuture.completedFuture(null))
        .thenRun(() -> tidyUp(folder));
  }

  @Override
  public List<RunningDriver> running() {
    return SessionFolder.in(sessions).stream()
        .flatMap(folder -> folder.driver().stream())
        .map(driver -> new RunningDriver(driver.sessionId(), driver.handle()))
        .toList();
  }

  @Override
  public Optional<String> logTail(UUID sessionId, TeamName team, int lines) {
    return SessionFolder.of(sessions, sessionId).log().tail(lines);
  }

  /** Clears up what drivers left that ended without a gateway, and goes on keeping order. */
  void keepOrder() {
    SessionFolder.in(sessions).stream()
        .filter(folder -> folder.driver().isEmpty())
        .forEach(LocalLauncher::tidyUp);
    watch.scheduleWithFixedDelay(
        guarded(() -> removeFoldersBefore(Instant.now().minus(config.keepFolders()))),
        0,
        1,
        TimeUnit.HOURS);
    watch.scheduleWithFixedDelay(
        guarded(
            () ->
                SessionFolder.in(sessions)
                    .forEach(folder -> folder.log().limit(config.logLimit()))),
        10,
        10,
        TimeUnit.SECONDS);
  }

  /** Removes the folders of sessions that ended before that. */
  void removeFoldersBefore(Instant limit) {
    SessionFolder.in(sessions).stream()
        .filter(folder -> folder.touchedAt().isBefore(limit) && folder.driver().isEmpty())
        .forEach(
            folder -> {
              LOG.infof("Removing the folder of an ended session sessionId=%s", folder.sessionId());
              folder.delete();
            });
  }

  private static void tidyUp(SessionFolder folder) {
    try {
      folder.driverIsGone();
    } catch (UncheckedIOException | Unavailable e) {
      LOG.warnf(e, "What a driver left could not be removed sessionId=%s", folder.sessionId());
    }
  }

  /** A scheduled task that throws would never run again. */
  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.warn("The folders of sessions could not be kept in order; trying again later", e);
      }
    };
  }

  /** Stops watching; the drivers run on. */
  @Override
  public void close() {
    watch.shutdownNow();
  }
}
