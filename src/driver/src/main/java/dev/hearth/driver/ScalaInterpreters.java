package dev.hearth.driver;

import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.kernel.InterpreterFactory;
import dev.hearth.driver.scala.ScalaInterpreter;
import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scala interpreters, one of which is always ready: a new kernel or a restart need not wait for the
 * compiler. Thread-safe.
 */
final class ScalaInterpreters implements InterpreterFactory {
  private static final Logger LOG = LoggerFactory.getLogger(ScalaInterpreters.class);

  private final CompletableFuture<Supplier<ScalaInterpreter>> maker = new CompletableFuture<>();
  private final AtomicReference<ScalaInterpreter> spare = new AtomicReference<>();
  private final Executor background;

  /** Weak, for a kernel that is gone takes its interpreter with it. */
  private volatile WeakReference<ScalaInterpreter> first = new WeakReference<>(null);

  /**
   * @param background where the next spare one is made
   */
  ScalaInterpreters(Executor background) {
    this.background = background;
  }

  /** Makes the first interpreter, which takes seconds; kernels are served after that. */
  void start(Supplier<ScalaInterpreter> newInterpreter) {
    ScalaInterpreter made = newInterpreter.get();
    made.warmUp();
    first = new WeakReference<>(made);
    spare.set(made);
    maker.complete(newInterpreter);
  }

  /** Takes about a second, so it is for a quiet moment: the first interpreter, and all code. */
  void warmUpCompletion() {
    ScalaInterpreter made = first.get();
    if (made != null) {
      made.warmUpCompletion();
    }
  }

  /** There will be no interpreters. */
  void failed(Throwable cause) {
    maker.completeExceptionally(cause);
  }

  @Override
  public Interpreter.Language language() {
    return ScalaInterpreter.LANGUAGE;
  }

  @Override
  public Interpreter open() {
    Supplier<ScalaInterpreter> newInterpreter = maker.join();
    ScalaInterpreter ready = spare.getAndSet(null);
    if (ready == null) {
      ready = newInterpreter.get();
    }
    background.execute(() -> makeSpare(newInterpreter));
    return ready;
  }

  private void makeSpare(Supplier<ScalaInterpreter> newInterpreter) {
    try {
      ScalaInterpreter fresh = newInterpreter.get();
      if (!spare.compareAndSet(null, fresh)) {
        fresh.close();
      }
    } catch (RuntimeException e) {
      LOG.warn("No spare interpreter; the next kernel makes its own", e);
    }
  }
}
