package dev.hearth.driver;

import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.kernel.InterpreterFactory;
import dev.hearth.driver.scala.ScalaInterpreter;
import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

  /** The next one, ready or in the making; null while nobody makes one. */
  private final AtomicReference<CompletableFuture<ScalaInterpreter>> next = new AtomicReference<>();

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
    next.set(CompletableFuture.completedFuture(made));
    maker.complete(newInterpreter);
  }

  /** Takes about a second, so it is for a quiet moment: the first interpreter, and all code. */
  void warmUpCompletion() {
    ScalaInterpreter made = first.get();
    if (made != null) {
      made.warmUpCompletion();
    }
  }

  @Override
  public Interpreter.Language language() {
    return ScalaInterpreter.LANGUAGE;
  }

  @Override
  public Interpreter open() {
    Supplier<ScalaInterpreter> newInterpreter = maker.join();
    CompletableFuture<ScalaInterpreter> mine = next.getAndSet(null);
    try {
      return mine == null ? newInterpreter.get() : made(mine, newInterpreter);
    } finally {
      makeNext(newInterpreter);
    }
  }

  /** Waits for one that is in the making: a second one beside it would only slow both down. */
  private static ScalaInterpreter made(
      CompletableFuture<ScalaInterpreter> mine, Supplier<ScalaInterpreter> newInterpreter) {
    try {
      return mine.join();
    } catch (CompletionException e) {
      LOG.warn("The spare interpreter failed; another one is made", e.getCause());
      return newInterpreter.get();
    }
  }

  private void makeNext(Supplier<ScalaInterpreter> newInterpreter) {
    CompletableFuture<ScalaInterpreter> spare = new CompletableFuture<>();
    if (next.compareAndSet(null, spare)) {
      spare.completeAsync(newInterpreter, background);
    }
  }
}
