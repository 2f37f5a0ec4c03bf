package dev.hearth.driver.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutputCaptureTest {
  private final OutputCapture capture = OutputCapture.install();
  private final KernelOutput kernel = capture.newKernel();

  @Test
  void bothStreamsReachTheSinkOfTheCell() {
    Recorder cell = new Recorder();
    run(
        cell,
        () -> {
          System.out.println("to out");
          System.err.print("to err");
          System.out.printf("%d of %s%n", 1, "many");
          System.out.append('x').append("yz", 1, 2).print(new char[] {'!', '\n'});
        });
    assertThat(cell.out()).isEqualTo("to out\n1 of many\nxz!\n");
    assertThat(cell.err()).isEqualTo("to err");
  }

  @Test
  void theSinkHasEachPieceAtOnce() {
    Recorder cell = new Recorder();
    run(
        cell,
        () -> {
          System.out.print("no line end");
          assertThat(cell.out()).isEqualTo("no line end");
        });
  }

  @Test
  void aThreadStartedByACellPrintsToIt() {
    CountDownLatch secondRuns = new CountDownLatch(1);
    Recorder first = new Recorder();
    Thread thread = threadOfCell(first, secondRuns, "from the first cell");
    Recorder second = new Recorder();
    run(
        second,
        () -> {
          secondRuns.countDown();
          thread.join();
        });
    assertThat(first.out()).isEqualTo("from the first cell");
    assertThat(second.out()).isEmpty();
  }

  @Test
  void aThreadWhoseCellIsClosedPrintsToItsKernelsNewestCell() {
    CountDownLatch secondRuns = new CountDownLatch(1);
    Recorder first = new Recorder();
    Thread thread = threadOfCell(first, secondRuns, "late");
    first.close();
    Recorder second = new Recorder();
    Recorder ofAnotherKernel = new Recorder();
    run(
        second,
        () ->
            run(
                capture.newKernel(),
                ofAnotherKernel,
                () -> {
                  secondRuns.countDown();
                  thread.join();
                }));
    assertThat(second.out()).isEqualTo("late");
    assertThat(ofAnotherKernel.out()).isEmpty();
  }

  @Test
  void threadsThatNoCellStartedPrintToTheRunningCell() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      pool.submit(() -> {}).get();
      Recorder cell = new Recorder();
      run(cell, () -> pool.submit(() -> System.out.println("pooled")).get());
      assertThat(cell.out()).isEqualTo("pooled\n");
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void aSharedPoolServesTheCellsAfterTheOneThatMadeItsThreads() {
    ForkJoinPool pool = new ForkJoinPool(1);
    try {
      Recorder first = new Recorder();
      run(first, () -> pool.submit(() -> System.out.println("one")).get());
      Recorder second = new Recorder();
      run(capture.newKernel(), second, () -> pool.submit(() -> System.out.println("two")).get());
      assertThat(first.out()).isEqualTo("one\n");
      assertThat(second.out()).isEqualTo("two\n");
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void cellsOfSeveralKernelsAtOnceDoNotMix() {
    List<Recorder> cells = IntStream.range(0, 4).mapToObj(i -> new Recorder()).toList();
    CountDownLatch allRun = new CountDownLatch(cells.size());
    inThreads(
        cells.size(),
        i ->
            run(
                capture.newKernel(),
                cells.get(i),
                () -> {
                  allRun.countDown();
                  await(allRun);
                  for (int line = 0; line < 1000; line++) {
                    System.out.println("cell " + i);
                  }
                }));
    for (int i = 0; i < cells.size(); i++) {
      assertThat(cells.get(i).out()).isEqualTo(("cell " + i + "\n").repeat(1000));
    }
  }

  @Test
  void charactersMayComeInPiecesOfBytes() {
    String text = "Zoë isst 2 Äpfel für 3 € — 漢字 und 🦊\n";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int size = 1; size <= 5; size++) {
      int step = size;
      Recorder cell = new Recorder();
      run(
          cell,
          () -> {
            for (int at = 0; at < bytes.length; at += step) {
              System.out.write(bytes, at, Math.min(step, bytes.length - at));
            }
          });
      assertThat(cell.out()).as("in pieces of %d", size).isEqualTo(text);
    }
    Recorder cell = new Recorder();
    run(
        cell,
        () -> {
          for (byte b : bytes) {
            System.out.write(b);
          }
          System.out.write("whole".getBytes(StandardCharsets.UTF_8));
        });
    assertThat(cell.out()).isEqualTo(text + "whole");
  }

  @Test
  void malformedBytesAreReplacedAndTheRestIsKept() {
    Recorder cell = new Recorder();
    byte[] bytes = {'a', (byte) 0xFF, 'b', (byte) 0x80, (byte) 0x80, 'c'};
    run(cell, () -> System.out.write(bytes, 0, bytes.length));
    assertThat(cell.out()).isEqualTo("a\uFFFDb\uFFFD\uFFFDc");
  }

  @Test
  void twoThreadsThatCopyBytesKeepTheirCharactersWhole() {
    Recorder cell = new Recorder();
    byte[] bytes = "€".repeat(3000).getBytes(StandardCharsets.UTF_8);
    run(
        cell,
        () ->
            inThreads(
                2,
                i -> {
                  // 7 is no multiple of the three bytes of a euro sign.
                  try (OutputStream buffered = new BufferedOutputStream(System.out, 7)) {
                    for (byte b : bytes) {
                      buffered.write(b);
                    }
                  } catch (java.io.IOException e) {
                    throw new AssertionError(e);
                  }
                }));
    assertThat(cell.out()).matches("€{6000}");
  }

  @Test
  void linesOfSeveralThreadsStayWhole() {
    Recorder cell = new Recorder();
    run(
        cell,
        () ->
            inThreads(
                4,
                i -> {
                  for (int n = 0; n < 50_000; n++) {
                    System.out.println("line of thread " + i);
                  }
                }));
    assertThat(cell.out().lines().collect(Collectors.groupingBy(l -> l, Collectors.counting())))
        .hasSize(4)
        .allSatisfy((line, count) -> assertThat(count).isEqualTo(50_000));
  }

  @Test
  void closingTheStandardStreamDoesNotEndIt() {
    Recorder cell = new Recorder();
    run(
        cell,
        () -> {
          System.out.close();
          System.out.print("still there");
        });
    assertThat(cell.out()).isEqualTo("still there");
    assertThat(System.out.checkError()).isFalse();
  }

  @Test
  void theProcessIsCapturedOnce() {
    assertThat(OutputCapture.install()).isSameAs(capture);
    assertThat(capture.log()).isNotSameAs(System.err);
  }

  /** A thread, started by a cell, that prints once it may. */
  private Thread threadOfCell(Recorder cell, CountDownLatch mayPrint, String text) {
    return kernel.capture(
        cell,
        () -> {
          Thread thread =
              new Thread(
                  () -> {
                    await(mayPrint);
                    System.out.print(text);
                  });
          thread.start();
          return thread;
        });
  }

  private void run(Recorder cell, Body body) {
    run(kernel, cell, body);
  }

  private static void run(KernelOutput kernel, Recorder cell, Body body) {
    kernel.capture(
        cell,
        () -> {
          try {
            body.run();
            return null;
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  private interface Body {
    void run() throws Exception;
  }

  private static void inThreads(int count, IntConsumer body) {
    List<Thread> threads =
        IntStream.range(0, count).mapToObj(i -> new Thread(() -> body.accept(i))).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      unchecked(
          () -> {
            thread.join();
            return null;
          });
    }
  }

  private static void await(CountDownLatch latch) {
    assertThat(unchecked(() -> latch.await(30, TimeUnit.SECONDS))).isTrue();
  }

  private static <T> T unchecked(Callable<T> body) {
    try {
      return body.call();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Keeps what it was given, until it is closed. */
  private static final class Recorder implements OutputSink {
    private final ConcurrentLinkedQueue<String> out = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> err = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    @Override
    public boolean stdout(String text) {
      return !closed && out.add(text);
    }

    @Override
    public boolean stderr(String text) {
      return !closed && err.add(text);
    }

    void close() {
      closed = true;
    }

    String out() {
      return String.join("", out);
    }

    String err() {
      return String.join("", err);
    }
  }
}
