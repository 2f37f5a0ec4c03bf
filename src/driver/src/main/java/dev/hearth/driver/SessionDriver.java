package dev.hearth.driver;

import dev.hearth.driver.display.Displays;
import dev.hearth.driver.input.StandardInput;
import dev.hearth.driver.link.Link;
import dev.hearth.driver.link.LinkEnd;
import dev.hearth.driver.magic.MagicSession;
import dev.hearth.driver.ml.MlRenderers;
import dev.hearth.driver.output.OutputCapture;
import dev.hearth.driver.progress.SparkJobs.FollowedContext;
import dev.hearth.driver.python.PythonInterpreters;
import dev.hearth.driver.scala.ScalaInterpreter;
import dev.hearth.protocol.process.Signals;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.MutableURLClassLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program of a session: dials the gateway first, so that the user sees the start, then starts
 * Spark and the first interpreter, and serves kernels until the session is over.
 *
 * <p>Exit codes: 0 when the session is over or has lost its gateway for good, 1 when it could not
 * start, 2 when the environment is incomplete, 3 when its link failed by a fault or for want of
 * memory.
 */
public final class SessionDriver {
  private static final Logger LOG = LoggerFactory.getLogger(SessionDriver.class);

  /** A driver that cannot start stays so long, so that the gateway learns why. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(30);

  private static final int LINK_FAILED = 3;

  private static final Duration SPARK_STOP = Duration.ofSeconds(15);

  private static final long WARM_UP_AFTER_MILLIS = 500;

  private final DriverSettings settings;
  private final DriverProgress progress = new DriverProgress();
  private final CompletableFuture<FollowedContext> context = new CompletableFuture<>();
  private final ScheduledExecutorService timer = timer();
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(daemon("hearth-background"));
  private final CompletableFuture<SparkSession> spark = new CompletableFuture<>();
  private final CompletableFuture<MagicSession> magicSession = new CompletableFuture<>();
  private final MutableURLClassLoader userClasses =
      (MutableURLClassLoader) Thread.currentThread().getContextClassLoader();
  private final Displays displays = Displays.standard().and(MlRenderers.all());
  private final ScalaInterpreters scala =
      new ScalaInterpreters(Executors.newSingleThreadExecutor(daemon("hearth-spare-interpreter")));
  private final SessionKernels kernels;
  private final Link link;
  private volatile boolean stopping;

  SessionDriver(DriverSettings settings, OutputCapture output) {
    this.settings = settings;
    this.kernels =
        new SessionKernels(
            Map.of(
                "scala", scala,
                "sql", new SqlInterpreters(spark, displays),
                "python", new PythonInterpreters(spark, KernelSessions::next)),
            magicSession,
            context,
            output,
            timer,
            settings.interrupts(),
            userClasses);
    this.link = new Link(settings.link(), kernels, progress.state());
  }

  public static void main(String[] arguments) throws InterruptedException {
    OutputCapture output = prepareProcess();
    DriverSettings settings;
    try {
      settings = DriverSettings.of(System.getenv(), System.getProperties());
    } catch (IllegalArgumentException e) {
      LOG.error("{}", e.getMessage());
      System.exit(2);
      return;
    }
    System.exit(new SessionDriver(settings, output).run());
  }

  /** What must be so before a driver is made, on the thread that makes it. */
  static OutputCapture prepareProcess() {
    // Jars that are added to the session later, and plug-ins that load classes from odd places in
    // their jar, need a class loader that takes URLs, as spark-submit gives them.
    Thread main = Thread.currentThread();
    main.setContextClassLoader(new MutableURLClassLoader(new URL[0], main.getContextClassLoader()));
    StandardInput.install();
    // Whatever is printed later belongs to cells; the log has its own way to the process's output.
    return OutputCapture.install();
  }

  /** Runs until the session is over; the result is the exit code. */
  int run() throws InterruptedException {
    // A laptop's gateway shares its terminal with us: Ctrl-C there is not meant for the session.
    Signals.on("INT", () -> LOG.info("SIGINT is ignored"));
    Signals.on("HUP", () -> LOG.info("SIGHUP is ignored"));
    Signals.on("TERM", link::close);
    progress.tell(link::state);
    CompletableFuture<Boolean> started = new CompletableFuture<>();
    Thread starter = new Thread(() -> started.complete(start()), "hearth-start");
    starter.setDaemon(true);
    starter.start();
    try {
      LinkEnd end = link.run();
      LOG.info("The session ends: {}", end.text());
    } catch (RuntimeException | Error e) {
      // Without its link nobody would ever hear of this process again, nor end it.
      LOG.error("The link has failed", e);
      return LINK_FAILED;
    } finally {
      stopSpark();
    }
    return started.getNow(true) ? 0 : 1;
  }

  SessionKernels kernels() {
    return kernels;
  }

  /** Starts Spark and the first interpreter; says what is wrong if it cannot. */
  boolean start() {
    try {
      Path classes = replClasses();
      SparkStart start =
          new SparkStart(settings.link().sessionId().toString(), classes, System.getenv());
      String version = org.apache.spark.package$.MODULE$.SPARK_VERSION();
      progress.step("Starting Spark " + version + " on " + start.master());
      SparkSession session = start.start();
      SparkContext sc = session.sparkContext();
      progress.sparkStarted(sc.applicationId(), sc.uiWebUrl().getOrElse(() -> null), version);
      FollowedContext followed = FollowedContext.of(sc, timer);
      context.complete(followed);
      spark.complete(session);
      sc.addSparkListener(new SparkStopped(this::sparkStopped));
      if (!sc.isLocal()) {
        sc.addSparkListener(new ExecutorNews(this::executorLost));
      }
      executors(sc).ifPresent(progress::step);
      progress.step("Starting the Scala interpreter");
      AddedJars jars = new AddedJars(sc, userClasses);
      magicSession.complete(new MagicSession(session, followed.jobs(), displays, jars));
      scala.start(
          () -> jars.follow(new ScalaInterpreter(KernelSessions.next(session), classes, displays)));
      progress.ready();
      warmUpLater(followed, session);
      return true;
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      LOG.error("The session cannot start", e);
      String explanation = StartFailure.explain(e);
      // Kernels that wait for Spark or an interpreter wait on: the gateway answers their cells with
      // the reason when it ends the session.
      progress.failed(explanation);
      timer.schedule(link::close, LAST_WORDS.toSeconds(), TimeUnit.SECONDS);
      return false;
    }
  }

  /** How many have come while Spark started; on this machine there are none. */
  private static Optional<String> executors(SparkContext sc) {
    if (sc.isLocal()) {
      return Optional.empty();
    }
    // The driver is among them.
    int executors = Math.max(0, sc.statusTracker().getExecutorInfos().length - 1);
    return Optional.of(
        executors == 0
            ? "No executor has registered yet; Spark goes on without"
            : executors + (executors == 1 ? " executor has" : " executors have") + " registered");
  }

  /** At the end all are. */
  private void executorLost(String text) {
    if (!stopping) {
      progress.news(text);
    }
  }

  private void sparkStopped() {
    if (!stopping) {
      progress.failed(SparkStopped.EXPLANATION);
    }
  }

  /** When no cell runs: one that does would be held up. */
  private void warmUp(FollowedContext followed, SparkSession session) {
    if (followed.isIdle()) {
      background.execute(() -> SparkWarmUp.run(session, displays));
      background.execute(scala::warmUpCompletion);
    } else {
      warmUpLater(followed, session);
    }
  }

  private void warmUpLater(FollowedContext followed, SparkSession session) {
    timer.schedule(() -> warmUp(followed, session), WARM_UP_AFTER_MILLIS, TimeUnit.MILLISECONDS);
  }

  private Path replClasses() throws IOException {
    if (settings.replDirectory().isEmpty()) {
      return Files.createTempDirectory("hearth-classes-");
    }
    return Files.createDirectories(settings.replDirectory().get());
  }

  /** In bounded time: a context that hangs must not keep the process. */
  private void stopSpark() throws InterruptedException {
    stopping = true;
    Thread stopper =
        new Thread(
            () -> {
              FollowedContext followed = context.getNow(null);
              if (followed != null) {
                followed.spark().stop();
              }
            },
            "hearth-stop");
    stopper.setDaemon(true);
    stopper.start();
    stopper.join(SPARK_STOP.toMillis());
  }

  private static ScheduledExecutorService timer() {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemon("hearth-timer"));
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  private static ThreadFactory daemon(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
