package dev.hearth.driver.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hearth.driver.failure.Failures;
import dev.hearth.driver.kernel.CellContext;
import dev.hearth.driver.kernel.CellJobs;
import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.kernel.MimeBundle;
import dev.hearth.driver.notebook.TestSpark;
import dev.hearth.driver.progress.SparkJobs.FollowedContext;
import dev.hearth.protocol.message.Content;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;

/** What is seen of Spark's jobs below a cell, on real Spark. */
@Timeout(120)
class SparkJobsTest {
  /** Tasks run in this JVM: they wait for it here. */
  private static volatile CountDownLatch gate;

  private final SparkContext context = TestSpark.SESSION.sparkContext();
  private final JavaSparkContext spark = JavaSparkContext.fromSparkContext(context);
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final FollowedContext followed = FollowedContext.of(context, timer);
  private final SparkJobs jobs =
      new SparkJobs(CompletableFuture.completedFuture(followed), "hearth-pool");

  SparkJobsTest() {
    gate = new CountDownLatch(1);
  }

  @AfterEach
  void close() {
    gate.countDown();
    context.removeSparkListener(followed.listener());
    timer.shutdownNow();
  }

  @Test
  void aLongJobIsShownWhileItRunsAndSummedUpAtItsEnd() throws Exception {
    Cell cell = new Cell();
    CompletableFuture<Void> running = cell.run(() -> waitingTasks(4));
    await().until(() -> cell.shown().isPresent());
    assertThat(cell.text()).contains("1 of 1 job running").contains("0/4 tasks", "(%cancel ");
    assertThat(cell.html()).contains("<progress");
    gate.countDown();
    running.get();

    assertThat(cell.text()).matches("1 job, 4 tasks, [\\d.]+ s");
    assertThat(cell.ids).containsOnly(cell.ids.get(0));
  }

  @Test
  void aShortJobIsNotShown() throws Exception {
    Cell cell = new Cell();
    gate.countDown();
    cell.run(() -> waitingTasks(2)).get();

    assertThat(cell.shown()).isEmpty();
  }

  @Test
  void rowsReadAreCounted() throws Exception {
    Cell cell = new Cell();
    CompletableFuture<Void> running =
        cell.run(
            () -> {
              TestSpark.SESSION.range(0, 12_345, 1, 2).count();
              waitingTasks(1);
            });
    await().until(() -> cell.shown().isPresent());
    gate.countDown();
    running.get();

    assertThat(cell.text()).contains("12.3 k rows read");
  }

  @Test
  void aCancelledJobIsSummedUpToo() throws Exception {
    Cell cell = new Cell();
    CompletableFuture<Void> running = cell.run(() -> waitingTasks(2));
    await().until(() -> cell.shown().isPresent());
    jobs.cancel(cell.group);

    assertThatThrownBy(running::get).hasMessageContaining("cancelled");
    assertThat(cell.text()).matches("1 job, 0 tasks, [\\d.]+ s");
  }

  @Test
  void kernelsDoNotMix() throws Exception {
    Cell one = new Cell();
    Cell other = new Cell();
    CompletableFuture<Void> first = one.run(() -> waitingTasks(1));
    CompletableFuture<Void> second = other.run(() -> waitingTasks(3));
    await().until(() -> one.shown().isPresent() && other.shown().isPresent());
    gate.countDown();
    first.get();
    second.get();

    assertThat(one.text()).startsWith("1 job, 1 task,");
    assertThat(other.text()).startsWith("1 job, 3 tasks,");
  }

  @Test
  void jobsOfTheCellsThreadsAreItsOwn() throws Exception {
    Cell cell = new Cell();
    CompletableFuture<Void> running =
        cell.run(
            () -> {
              Thread inner = new Thread(() -> waitingTasks(1));
              inner.start();
              join(inner);
            });
    await().until(() -> cell.shown().isPresent());
    gate.countDown();
    running.get();

    assertThat(cell.text()).startsWith("1 job, 1 task,");
  }

  @Test
  void theSessionsJobsAreListedAndOneCanBeCancelled() throws Exception {
    Cell cell = new Cell();
    CompletableFuture<Void> running = cell.run(() -> waitingTasks(2));
    await().until(() -> followed.jobs().list().stream().anyMatch(JobInfo::isRunning));
    JobInfo job = followed.jobs().list().get(0);
    assertThat(job.group()).isEqualTo(cell.group);
    assertThat(job.tasks()).isEqualTo(2);
    assertThat(followed.jobs().cancel(job.id(), "not wanted")).isTrue();

    assertThatThrownBy(running::get).hasMessageContaining("not wanted");
    await().until(() -> !followed.jobs().list().get(0).isRunning());
    assertThat(followed.jobs().list().get(0).failure()).isPresent();
    assertThat(followed.jobs().cancel(job.id(), "again")).isFalse();
  }

  @Test
  void manyShortJobsAreShownOnceTheyHaveTakenLongTogether() throws Exception {
    Cell cell = new Cell();
    gate.countDown();
    CompletableFuture<Void> running =
        cell.run(
            () -> {
              while (cell.shown().isEmpty()) {
                waitingTasks(1);
              }
            });
    running.get();

    assertThat(cell.text()).matches("[1-9]\\d+ jobs, .*");
  }

  @Test
  void aJobThatOutlivesItsCellBecomesFinalWhenItEnds() throws Exception {
    Cell cell = new Cell();
    Thread[] inner = new Thread[1];
    cell.run(
            () -> {
              inner[0] = new Thread(() -> waitingTasks(1));
              inner[0].start();
              await().until(() -> cell.shown().isPresent());
            })
        .get();
    assertThat(cell.text()).contains("1 of 1 job running in the background (%cancel ");
    gate.countDown();

    await().untilAsserted(() -> assertThat(cell.text()).matches("1 job, 1 task, [\\d.]+ s"));
  }

  @Test
  void skippedStagesAreNotCounted() throws Exception {
    Cell cell = new Cell();
    var pairs = spark.parallelize(List.of(1, 2, 3, 4), 4).groupBy(n -> n % 2, 2);
    cell.run(
            () -> {
              gate.countDown();
              pairs.count();
              pairs.count();
            })
        .get();

    await().until(() -> followed.jobs().list().size() == 2);
    await().until(() -> followed.jobs().list().stream().noneMatch(JobInfo::isRunning));
    assertThat(followed.jobs().list().get(1).tasks()).isEqualTo(6);
    assertThat(followed.jobs().list().get(0).tasks()).isEqualTo(2);
  }

  @Test
  void aStreamingQueryIsShownBelowTheCellThatStartedIt() throws Exception {
    Cell cell = new Cell();
    gate.countDown();
    cell.run(
            () -> {
              try {
                TestSpark.SESSION
                    .readStream()
                    .format("rate")
                    .load()
                    .writeStream()
                    .queryName("ticks")
                    .format("noop")
                    .start();
              } catch (java.util.concurrent.TimeoutException e) {
                throw new IllegalStateException(e);
              }
            })
        .get();
    await().atMost(java.time.Duration.ofSeconds(60)).until(() -> cell.shown().isPresent());
    assertThat(cell.text()).startsWith("Streaming query ticks runs on. Stop it with spark.streams");
    for (var query : TestSpark.SESSION.streams().active()) {
      query.stop();
    }

    await().untilAsserted(() -> assertThat(cell.text()).startsWith("Streaming query ticks ended:"));
    assertThat(cell.ids).containsOnly(cell.ids.get(0));
  }

  @Test
  void whatWentWrongFirstIsToldWhereLaterAttemptsFailedForAnotherReason() throws Exception {
    Cell cell = new Cell();
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    cell.run(
            () -> {
              try {
                spark
                    .parallelize(List.of(1), 1)
                    .rdd()
                    .barrier()
                    .mapPartitions(new FailsDifferentlyLater(), false, ClassTag$.MODULE$.Int())
                    .toJavaRDD()
                    .repartition(2)
                    .count();
              } catch (Exception e) {
                thrown.complete(e);
              }
            })
        .get();

    CellOutcome.Failed failed = (CellOutcome.Failed) Failures.outcome(thrown.get());
    CellOutcome.Failed explained = (CellOutcome.Failed) cell.tracked.explained(failed);

    assertThat(String.join("\n", failed.traceback())).contains("no peers", "barrier task");
    assertThat(explained.traceback().get(failed.traceback().size()))
        .matches(
            "What went wrong first: task 0 of stage \\d+ said"
                + " java.lang.IllegalStateException: the true cause");
    assertThat(cell.tracked.explained(explained)).isEqualTo(explained);
  }

  /** A task of a stage that is tried as a whole. */
  private static final class FailsDifferentlyLater
      extends AbstractFunction1<Iterator<Integer>, Iterator<Object>> implements Serializable {
    @Override
    public Iterator<Object> apply(Iterator<Integer> rows) {
      boolean first = TaskContext.get().stageAttemptNumber() == 0;
      throw new IllegalStateException(first ? "the true cause" : "no peers");
    }
  }

  @Test
  void theThreadsNextCellHasAGroupOfItsOwn() throws Exception {
    new Cell().run(() -> {}).get();

    assertThat(context.getLocalProperty("spark.jobGroup.id")).isNull();
  }

  private void waitingTasks(int tasks) {
    spark.parallelize(Collections.nCopies(tasks, 1), tasks).foreach(SparkJobsTest::pass);
  }

  /** A task: waits at the gate, unless it is cancelled. */
  private static void pass(Integer ignored) throws InterruptedException {
    gate.await();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A cell that keeps what it is shown. */
  private final class Cell implements CellContext {
    final String group = "group-" + System.identityHashCode(this);
    final List<String> ids = new CopyOnWriteArrayList<>();
    private volatile MimeBundle shown;
    private volatile CellJobs.Tracked tracked;

    CompletableFuture<Void> run(Runnable code) {
      return CompletableFuture.runAsync(
          () -> {
            tracked = jobs.begin(group, "Cell", this);
            try {
              code.run();
            } finally {
              tracked.detach();
              tracked.finish();
            }
          },
          work -> new Thread(work, "cell").start());
    }

    Optional<MimeBundle> shown() {
      return Optional.ofNullable(shown);
    }

    String text() {
      return (String) shown.data().get("text/plain");
    }

    String html() {
      return (String) shown.data().get("text/html");
    }

    @Override
    public void display(MimeBundle bundle, Optional<String> displayId) {
      assertThat(ids).isEmpty();
      ids.add(displayId.orElseThrow());
      shown = bundle;
    }

    @Override
    public void update(String displayId, MimeBundle bundle) {
      ids.add(displayId);
      shown = bundle;
    }

    @Override
    public void print(OutputStreamName stream, String text) {}

    @Override
    public boolean takesQuestions() {
      return false;
    }

    @Override
    public String input(String prompt, boolean hidden) {
      throw new IllegalStateException("nobody answers in this test");
    }

    @Override
    public void publish(Content content, Map<String, Object> metadata, List<ByteBuffer> buffers) {
      throw new IllegalStateException("no message is expected in this test");
    }

    @Override
    public void clear(boolean waitForNext) {}
  }
}
