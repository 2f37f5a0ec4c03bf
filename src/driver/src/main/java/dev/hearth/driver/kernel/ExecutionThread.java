package dev.hearth.driver.kernel;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * The thread on which a kernel's cells run, one after another, so that what code ties to its thread
 * (Spark's local properties, thread locals) lasts from cell to cell. It survives interrupts; once
 * it was stopped or given up, the kernel takes another.
 */
final class ExecutionThread {
  /** Compilers descend once per operator of a long expression. Only what is used takes memory. */
  private static final long STACK_BYTES = 16L << 20;

  private static final Task END = new Task(() -> {}, failure -> {});

  private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
  private final Thread thread;

  /**
   * @param failed told when the work ends by an exception, a {@link ThreadDeath} included
   */
  private record Task(Runnable work, Consumer<Throwable> failed) {}

  ExecutionThread(String name, ClassLoader classLoader) {
    thread = new Thread(null, this::loop, name, STACK_BYTES);
    thread.setContextClassLoader(classLoader);
    thread.setDaemon(true);
    thread.start();
  }

  void run(Runnable work, Consumer<Throwable> failed) {
    tasks.add(new Task(work, failed));
  }

  /** Ends the thread after what it was given. */
  void close() {
    tasks.add(END);
  }

  /** For what cannot wait: code that is opening an interpreter nobody wants any more. */
  void interrupt() {
    thread.interrupt();
  }

  private void loop() {
    while (true) {
      Task task;
      try {
        task = tasks.take();
      } catch (InterruptedException e) {
        continue; // meant for work that has ended; the thread itself ends by close()
      }
      if (task == END) {
        return;
      }
      try {
        task.work().run();
      } catch (Throwable t) {
        task.failed().accept(t);
      }
    }
  }
}
